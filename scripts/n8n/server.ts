import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InstalledHost } from '../hosts/install';
import { N8nClient, type Owner } from './client';
import { freePorts, serverEnvironment, type ServerPlace } from './environment';
import { installNodePackage } from './nodePackage';
import { startGroup, type ExitStatus, type ProcessGroup } from './processGroup';
import { until } from './until';

/** A running n8n with this package in it, owned by us. */
export interface N8nServer {
	/** e.g. http://127.0.0.1:45678 */
	baseUrl: string;
	owner: Owner;
	/** Logged in as the owner. */
	client: N8nClient;
	/** The folder with all that the server has written; it goes when the server goes. */
	folder: string;
	/** What the server has logged, in `folder`. */
	logFile: string;
	/** Resolves when the server has ended, by itself or through `stop()`. */
	exited: Promise<ExitStatus>;
	/** The end of the server's log. */
	logTail: () => string;
	/** Ends the server and starts it again on the same data and address; resolves when it answers and we are logged in. */
	restart: () => Promise<void>;
	/** Ends the server with all its processes and removes its folder. May be called twice. */
	stop: () => Promise<void>;
}

const START_MS = 180_000;
const ATTEMPTS = 3;

/**
 * Installs this package into a fresh n8n on 127.0.0.1, starts it on free ports and sets up its owner.
 * `env` holds settings beyond those of a plain local server.
 * @throws Error with the end of n8n's log when it does not start; nothing is left behind then.
 */
export async function startServer(
	host: InstalledHost,
	signal?: AbortSignal,
	env: NodeJS.ProcessEnv = {},
): Promise<N8nServer> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-userplane-'));
	let group: ProcessGroup | undefined;
	const stop = async (): Promise<void> => {
		await group?.stop();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		await mkdir(path.join(folder, 'tmp'));
		await installNodePackage(folder, host.node.bin, signal);
		const logFile = path.join(folder, 'n8n.log');
		for (let attempt = 1; ; attempt++) {
			const [port, brokerPort] = await freePorts(2);
			const baseUrl = `http://127.0.0.1:${port}`;
			const running = launch(host, { folder, port, brokerPort }, logFile, { args: ['start'], env });
			group = running;
			const client = new N8nClient(baseUrl);
			if (await answers(client, running, signal)) {
				const owner = newOwner();
				await client.setUpOwner(owner);
				const { exited, tail: logTail } = running;
				const restart = async (): Promise<void> => {
					await group?.stop();
					group = launch(host, { folder, port, brokerPort }, logFile, { args: ['start'], env });
					if (!(await answers(client, group, signal)))
						throw new Error(`n8n did not start again:\n${group.tail()}`);
					await client.logIn(owner);
				};
				return { baseUrl, owner, client, folder, logFile, exited, logTail, restart, stop };
			}
			// A port can be taken by another between our look and n8n's start
			if (attempt === ATTEMPTS || !/in use|EADDRINUSE/.test(running.tail())) {
				throw new Error(`n8n ${host.n8n} ended while starting. The end of its log:\n${running.tail()}`);
			}
		}
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Starts an n8n process that writes its log to `logFile`: n8n's command line, and settings beyond a plain server's. */
export function launch(
	host: InstalledHost,
	place: ServerPlace,
	logFile: string,
	{ args, env }: { args: string[]; env: NodeJS.ProcessEnv },
): ProcessGroup {
	const log = createWriteStream(logFile, { flags: 'a' });
	const command = path.join(host.node.bin, 'node');
	const group = startGroup(command, [path.join('node_modules', 'n8n', 'bin', 'n8n'), ...args], {
		cwd: host.installed,
		env: { ...serverEnvironment(host, place), ...env },
		folder: place.folder,
		onOutput: (text) => log.write(text),
	});
	void group.exited.then(() => log.end());
	return group;
}

/** Whether the REST API came up (its health check answers seconds before it); false when the server ended instead. */
async function answers(client: N8nClient, group: ProcessGroup, signal?: AbortSignal): Promise<boolean> {
	let ended = false;
	void group.exited.then(() => (ended = true));
	await until(async () => ended || (await client.isReady()), { what: 'n8n to start', ms: START_MS, signal });
	return !ended;
}

/** n8n asks for at least 8 characters with a digit and a capital letter. */
function newOwner(): Owner {
	return { email: 'owner@example.com', password: `Demo-${randomBytes(6).toString('hex')}1` };
}
