import { spawn, type ChildProcess } from 'node:child_process';

/** How a process ended: its exit code, or the signal that ended it. */
export interface ExitStatus {
	code: number | null;
	signal: NodeJS.Signals | null;
}

export interface GroupOptions {
	cwd: string;
	/** The whole environment of the child; nothing is inherited beside it. */
	env: NodeJS.ProcessEnv;
	/** A folder that is removed too when this process dies without having called `stop()`. */
	folder?: string;
	/** Gets every piece of text that the child writes. */
	onOutput?: (text: string, from: 'stdout' | 'stderr') => void;
}

/** A child process with everything it starts, which can be ended as one. POSIX only. */
export interface ProcessGroup {
	/** Resolves when the first process of the group has ended; never rejects. */
	exited: Promise<ExitStatus>;
	/** The last 16 kB that the group wrote. */
	tail: () => string;
	/** Asks the group to end, kills what is left after `graceMs`, and resolves when its first process is gone. */
	stop: (graceMs?: number) => Promise<void>;
	/** Ends the group at once, as a power cut would, and resolves when its first process is gone. */
	kill: () => Promise<void>;
}

const TAIL_BYTES = 16 * 1024;

/**
 * What becomes of the group when this process is killed outright (kill -9, a closed terminal, an aborted test run): the
 * guard sees its input end without the word "done", kills the group and removes the folder.
 */
const GUARD =
	'read -r word; [ "$word" = done ] && exit; kill -s KILL -- "-$1"; [ -n "$2" ] && rm -rf -- "$2"';

/** Starts `command` as the head of a new process group, so that a Ctrl-C in the terminal reaches it through `stop()` alone. */
export function startGroup(command: string, args: string[], options: GroupOptions): ProcessGroup {
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const guard = child.pid === undefined ? undefined : startGuard(child.pid, options.folder);
	let tail = '';
	const keep = (text: string, from: 'stdout' | 'stderr'): void => {
		tail = (tail + text).slice(-TAIL_BYTES);
		options.onOutput?.(text, from);
	};
	child.stdout.setEncoding('utf8').on('data', (text: string) => keep(text, 'stdout'));
	child.stderr.setEncoding('utf8').on('data', (text: string) => keep(text, 'stderr'));

	const exited = new Promise<ExitStatus>((resolve) => {
		child.once('error', (error) => {
			keep(`${error.message}\n`, 'stderr');
			resolve({ code: 127, signal: null });
		});
		child.once('close', (code, signal) => resolve({ code, signal }));
	});
	// What the first process may have left behind would also keep its output open, and so `exited` waiting
	child.once('exit', () => killGroup(child, 'SIGKILL'));
	void exited.then(() => guard?.stdin?.end('done\n'));
	return {
		exited,
		tail: () => tail,
		stop: async (graceMs = 15_000) => await stopGroup(child, exited, graceMs),
		kill: async () => {
			killGroup(child, 'SIGKILL');
			await exited;
		},
	};
}

function startGuard(pid: number, folder = ''): ChildProcess {
	const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', String(pid), folder], {
		cwd: '/',
		env: { PATH: process.env.PATH },
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	guard.on('error', () => undefined);
	guard.stdin.on('error', () => undefined);
	guard.unref();
	return guard;
}

async function stopGroup(child: ChildProcess, exited: Promise<ExitStatus>, graceMs: number): Promise<void> {
	killGroup(child, 'SIGTERM');
	const timer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
	await exited;
	clearTimeout(timer);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // ESRCH: all of it has ended
	}
}
