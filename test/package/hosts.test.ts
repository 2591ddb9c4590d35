import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from '../harness/package';
import { listFiles } from './packed';

/** Hosts that may stand in tests and examples, and why. None of them is ever called: see test/harness/loopback-only.ts. */
const allowed: Array<[RegExp, string]> = [
	[/^(127\.\d+\.\d+\.\d+|0\.0\.0\.0|localhost)$/, 'this machine'],
	[/(^|\.)(example|invalid|test|localhost)$/, 'reserved: nobody can own them'],
	[/(^|\.)example\.(com|net|org)$/, 'reserved: nobody can own them'],
	[/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/, 'reserved for documentation'],
	[
		/^(api|dash|docs)\.userplane\.io$/,
		'the service itself: addresses that a user pastes, and pages that are cited',
	],
	[/^(acme|your-company)\.(zendesk|freshdesk)\.com$/, 'the shape of a helpdesk event'],
	[/^(app|api)\.intercom\.(com|io)$/, 'the shape of a helpdesk event'],
	[
		/^(acme\.api\.frontapp\.com|acme\.atlassian\.net|desk\.zoho\.com|linear\.app)$/,
		'the shape of a helpdesk event',
	],
	[
		/(^|\.)(hubspot|frontapp|helpscout|atlassian|servicenow|kustomer|usepylon|plain|gorgias|asana|salesforce|gitlab)\.com$/,
		'pages of helpdesks that are cited',
	],
	[/^(docs\.crisp\.chat|(docs\.)?github\.com)$/, 'pages of helpdesks that are cited, and our own'],
];

const read = /\.(ts|json|ya?ml|ndjson|eml|txt)$/;

/** `file: host` for every address with a scheme below a folder. */
function hostsBelow(folder: string): string[] {
	return listFiles(join(repositoryRoot, folder))
		.filter((file) => read.test(file) && !file.includes('node_modules'))
		.flatMap((file) => {
			const text = readFileSync(join(repositoryRoot, folder, file), 'utf8');
			const addresses = text.matchAll(
				/\bhttps?:\/\/(?:[\w.~%-]+(?::[^@/\s'"`]*)?@)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g,
			);
			return [...addresses].map(([, host]) => `${folder}/${file}: ${host.toLowerCase()}`);
		});
}

it.each(['test', 'examples'])(
	'%s names no host but this machine, placeholders and the shapes of events',
	(folder) => {
		const hosts = hostsBelow(folder);
		expect(hosts.length).toBeGreaterThan(0);
		const strange = hosts.filter((line) => !allowed.some(([pattern]) => pattern.test(line.split(': ')[1])));
		expect([...new Set(strange)]).toEqual([]);
	},
);
