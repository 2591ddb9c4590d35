import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PACKAGE_ROOT } from '../../scripts/n8n/nodePackage';
import { until } from '../../scripts/n8n/until';

const READY = 'Ctrl-C stops everything';
const START_MS = 120_000;

/** What `npm start` runs once the package is built, as a process of its own. */
export interface StartScript {
	/** All that it has printed. */
	output(): string;
	/** Sends the signal and waits for the end; answers with the exit code, null when the signal ended it. */
	end(signal: NodeJS.Signals): Promise<number | null>;
	/** Resolves when nobody listens any more where its n8n did and n8n's folder is gone. */
	leftNothing(): Promise<void>;
}

/** The script itself. */
const SCRIPT = [process.execPath, '--import', 'tsx', path.join('scripts', 'start.ts')];

/** Runs `npm start`, which builds first, in a copy of the checkout: suites that run meanwhile need its build as it stands. */
export async function withNpmStart(work: (script: StartScript) => Promise<void>): Promise<void> {
	const copy = mkdtempSync(path.join(tmpdir(), 'userplane-start-'));
	try {
		const left = new Set(['node_modules', 'dist', '.git']);
		cpSync(PACKAGE_ROOT, copy, { recursive: true, filter: (file) => !left.has(path.basename(file)) });
		symlinkSync(path.join(PACKAGE_ROOT, 'node_modules'), path.join(copy, 'node_modules'));
		await work(await runStartScript({}, ['npm', 'start'], copy));
	} finally {
		rmSync(copy, { recursive: true, force: true });
	}
}

/** Starts the script and waits until it says that it is ready. @throws Error with its output when it ends before that */
export async function runStartScript(
	env: NodeJS.ProcessEnv = {},
	[program, ...args] = SCRIPT,
	cwd = PACKAGE_ROOT,
): Promise<StartScript> {
	const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
	let text = '';
	const keep = (piece: Buffer): void => void (text += piece.toString());
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	try {
		await until(() => text.includes(READY) || hasEnded(child), { what: 'the start script', ms: START_MS });
		if (hasEnded(child)) throw new Error('The start script ended by itself');
	} catch (error) {
		child.kill('SIGTERM');
		throw new Error(`${String(error)}:\n${text}`);
	}
	const address = printed(text, /URL +(\S+)/);
	const folder = path.dirname(printed(text, /Log +(\S+)/));
	return {
		output: () => text,
		end: async (signal) => {
			const ended = once(child, 'close');
			child.kill(signal);
			const [code] = (await ended) as [number | null];
			return code;
		},
		leftNothing: async () => {
			const gone = async (): Promise<boolean> => !existsSync(folder) && !(await isTaken(address));
			await until(gone, { what: `n8n at ${address} and ${folder} to go`, ms: 10_000 });
		},
	};
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
	return exitCode !== null || signalCode !== null;
}

function printed(text: string, pattern: RegExp): string {
	const found = pattern.exec(text)?.[1];
	if (!found) throw new Error(`The start script printed nothing like ${pattern}:\n${text}`);
	return found;
}

/** Whether somebody listens there, well or not. */
async function isTaken(address: string): Promise<boolean> {
	const { hostname, port } = new URL(address);
	const socket = connect(Number(port), hostname);
	try {
		return await Promise.race([
			once(socket, 'connect').then(() => true),
			once(socket, 'close').then(() => false),
		]);
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
