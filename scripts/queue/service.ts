import { freePorts } from '../n8n/environment';
import { startGroup, type GroupOptions, type ProcessGroup } from '../n8n/processGroup';
import { until } from '../n8n/until';

/** A program that listens on a port of 127.0.0.1. */
export interface Service {
	port: number;
	stop: () => Promise<void>;
}

export interface ServiceOptions extends GroupOptions {
	/** What the program is called in an error. */
	what: string;
	/** The command line for a port. */
	command: (port: number) => string[];
	/** What the program writes once it takes connections. */
	ready: string;
}

const START_MS = 60_000;
const ATTEMPTS = 3;

/** Starts the program on a free port. @throws Error with the end of its output when it does not come up */
export async function startService(options: ServiceOptions, signal?: AbortSignal): Promise<Service> {
	for (let attempt = 1; ; attempt++) {
		const [port] = await freePorts(1);
		const [program, ...args] = options.command(port);
		const group = startGroup(program, args, options);
		try {
			if (await comesUp(group, options, signal)) return { port, stop: async () => await group.stop() };
		} catch (error) {
			await group.stop();
			throw error;
		}
		// A port can be taken by another between our look and the start
		if (attempt === ATTEMPTS || !/in use/.test(group.tail())) {
			throw new Error(`${options.what} ended while starting:\n${group.tail()}`);
		}
	}
}

async function comesUp(group: ProcessGroup, options: ServiceOptions, signal?: AbortSignal): Promise<boolean> {
	let ended = false;
	void group.exited.then(() => (ended = true));
	const settled = (): boolean => ended || group.tail().includes(options.ready);
	await until(settled, { what: `${options.what} to start`, ms: START_MS, signal });
	return !ended;
}
