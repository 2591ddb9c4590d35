import { getHost, NEWEST } from './hosts';
import { installHost } from './install';

/** `tsx scripts/hosts/cli.ts [2.41|2.8|1.123 ...]` installs n8n servers into the cache ahead of their first use. */
async function main(names: string[]): Promise<void> {
	const stop = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}`)));
	}
	for (const name of names.length > 0 ? names : [NEWEST]) {
		const host = await installHost(getHost(name), (line) => process.stdout.write(`${line}\n`), stop.signal);
		process.stdout.write(`n8n ${host.n8n} is in ${host.installed}\n`);
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
