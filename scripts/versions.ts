import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getHost, HOST_NAMES, type HostName } from './hosts/hosts';
import { installHost } from './hosts/install';
import { run } from './n8n/command';
import { PACKAGE_ROOT } from './n8n/nodePackage';
import { startGroup } from './n8n/processGroup';

interface Row {
	n8n: string;
	/** What it ran on. */
	node: string;
	result: 'passed' | 'FAILED';
	passed: number;
	failed: number;
	seconds: number;
}

/**
 * `npm run test:versions [-- 2.41|2.8|1.123 ...]`: the end-to-end suite on each n8n, all at once, with this package installed
 * from its packed tarball. A version that fails does not keep the others from being tried.
 */
async function main(names: string[], signal: AbortSignal): Promise<void> {
	const hosts = (names.length > 0 ? names : HOST_NAMES).map(getHost);
	const results = mkdtempSync(path.join(tmpdir(), 'n8n-versions-'));
	let rows: Row[] = [];
	try {
		// Most of a suite's time is waiting for a server to start or a minute to pass
		rows = await Promise.all(
			hosts.map(async ({ name }) => await suiteOn(name, path.join(results, `${name}.json`), signal)),
		);
		signal.throwIfAborted();
	} finally {
		rmSync(results, { recursive: true, force: true });
		if (rows.length > 0) print(`\n${table(rows)}`);
	}
	if (rows.some(({ result }) => result === 'FAILED')) process.exitCode = 1;
}

async function suiteOn(name: HostName, resultFile: string, signal: AbortSignal): Promise<Row> {
	const host = getHost(name);
	const started = Date.now();
	let node = 'not installed';
	let counts = { passed: 0, failed: 0 };
	let good = false;
	try {
		const { node: runtime } = await installHost(host, (text) => print(`${name} | ${text}`), signal);
		node = await nodeVersion(runtime.bin);
		good = await runJest(name, resultFile, signal);
		counts = countsIn(resultFile);
	} catch (error) {
		print(error instanceof Error ? error.message : String(error));
	}
	const seconds = Math.round((Date.now() - started) / 1000);
	// A suite in which nothing was found to run is no proof
	const result = good && counts.passed > 0 && counts.failed === 0 ? 'passed' : 'FAILED';
	return { n8n: host.n8n, node, result, ...counts, seconds };
}

/** Whether the suite passed, all that jest says going to the terminal meanwhile. */
async function runJest(name: HostName, resultFile: string, signal: AbortSignal): Promise<boolean> {
	const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
	const args = ['--selectProjects', 'e2e', '--runInBand', '--json', `--outputFile=${resultFile}`];
	const group = startGroup(process.execPath, [jest, ...args], {
		cwd: PACKAGE_ROOT,
		env: { ...process.env, N8N_HOST_NAME: name },
		// What jest writes to stdout is the JSON, which the file holds too
		onOutput: (text, from) => {
			if (from === 'stderr') print(text.trimEnd().replace(/^/gm, `${name} | `));
		},
	});
	const stop = (): void => void group.stop();
	signal.addEventListener('abort', stop, { once: true });
	const { code } = await group.exited;
	signal.removeEventListener('abort', stop);
	return code === 0;
}

async function nodeVersion(bin: string): Promise<string> {
	return (await run(path.join(bin, 'node'), ['--version'], { cwd: '/', env: {} })).trim();
}

function countsIn(resultFile: string): { passed: number; failed: number } {
	const result = JSON.parse(readFileSync(resultFile, 'utf8')) as Record<string, number>;
	return { passed: result.numPassedTests, failed: result.numFailedTests + result.numRuntimeErrorTestSuites };
}

function table(rows: Row[]): string {
	const lines = rows.map(({ n8n, node, result, passed, failed, seconds }) => [
		...[n8n, node, result, String(passed), String(failed), `${seconds} s`],
	]);
	return [['n8n', 'Node', 'result', 'passed', 'failed', 'time'], ...lines]
		.map((cells) =>
			cells
				.map((cell) => cell.padEnd(14))
				.join('')
				.trimEnd(),
		)
		.join('\n');
}

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(name, () => stop.abort(new Error(`Stopped by ${name}`)));
}
main(process.argv.slice(2), stop.signal).catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = stop.signal.aborted ? 130 : 1;
});
