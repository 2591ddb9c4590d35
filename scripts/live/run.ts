import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DEFAULT_BASE_URL, readBaseUrl, readKey } from '../../nodes/Userplane/shared/baseUrl';
import { UserplaneError } from '../../nodes/Userplane/shared/errors';
import { stopSignal } from '../stop';

/**
 * `npm run live [-- --write]`: looks at the Userplane of USERPLANE_API_KEY and says whether it is as documented. Settings, both
 * optional: USERPLANE_BASE_URL (default: the public API), USERPLANE_WORKSPACE_ID (where the key has several).
 * Ends with 0 = as documented, 1 = something differs, 2 = it could not be tried, 130 = stopped.
 */
async function main(args: string[]): Promise<number> {
	const unknown = args.filter((argument) => argument !== '--write');
	if (unknown.length > 0) return end(2, 'There is one option: --write');
	const { USERPLANE_API_KEY, USERPLANE_BASE_URL, USERPLANE_WORKSPACE_ID } = process.env;
	if (!USERPLANE_API_KEY)
		return end(2, 'Set USERPLANE_API_KEY to an API key (Account > Developers in the Userplane dashboard)');
	const apiKey = readKey(USERPLANE_API_KEY);
	const baseUrl = readBaseUrl(USERPLANE_BASE_URL);
	if (!existsSync(join(__dirname, '..', '..', 'dist')))
		return end(2, 'Build the package first: npm run build');
	// n8n's own log could say more than the report may
	process.env.N8N_LOG_LEVEL = 'silent';
	const { signal, giveUp } = stopSignal('live');
	// Node would print the error, which may show what the service said, and end without deleting what was made
	process.on('uncaughtException', () => {
		print('Something failed where nobody was waiting for it');
		process.emit('SIGTERM');
	});
	const mayWrite = args.includes('--write');
	print(
		`${mayWrite ? 'Reads, and makes, changes and deletes links of its own' : 'Reads only'}, on ${baseUrl === DEFAULT_BASE_URL ? 'the public API' : 'the base URL that is set'}.`,
	);
	const { runLive } = await import('./live');
	const { cleanup } = await import('../../test/harness');
	try {
		const options = { apiKey, baseUrl, workspaceId: USERPLANE_WORKSPACE_ID?.trim() || undefined, mayWrite };
		const { exitCode, sentence, report, left } = await runLive({ ...options, log: print, signal, giveUp });
		for (const what of left) print(`NOT DELETED: ${what}. Delete it in the Userplane dashboard.`);
		if (report !== undefined) {
			writeFileSync('live-report.md', report);
			print('Wrote live-report.md.');
		}
		return end(exitCode, sentence);
	} finally {
		await cleanup();
	}
}

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

function end(exitCode: number, sentence: string): number {
	print(`${sentence}.`);
	return exitCode;
}

main(process.argv.slice(2)).then(
	(exitCode) => process.exit(exitCode),
	(error: unknown) => {
		// Only our own messages: another one could show what the service said
		const stack =
			error instanceof Error
				? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
				: [];
		const own = error instanceof UserplaneError;
		print(
			own
				? `${error.message}. ${error.remedy}.`
				: `The check itself failed. Report it with these lines:\n${stack.slice(0, 5).join('\n')}`,
		);
		process.exit(2);
	},
);
