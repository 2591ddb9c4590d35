import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

interface Workflow {
	nodes: Array<{ name: string; parameters: { html?: string } }>;
}

const path = join(__dirname, '..', '..', 'examples', 'nightly-recordings-digest.json');
const { nodes } = JSON.parse(readFileSync(path, 'utf8')) as Workflow;
const html = nodes.find(({ name }) => name === 'Mail the digest')?.parameters.html ?? '';
const expression = /^=\{\{(.*)\}\}$/s.exec(html)?.[1] ?? '';

/** The mail of reports with these texts; of one without a text nothing could be written. */
function mailOf(texts: Array<string | undefined>): string {
	const all = () => texts.map((_, n) => ({ json: { recordingId: `rec_${n}` } }));
	const context = { $json: { reports: texts.map((text) => ({ text })) }, $: () => ({ all }) };
	return runInNewContext(expression, context) as string;
}

it('has every report of a common day', () => {
	const mail = mailOf(['<p>A</p>', undefined, '<p>C</p>']);
	expect(mail.split('\n<hr>\n')).toEqual([
		'<p>The recordings of the last 24 hours, newest first:</p>',
		...['<p>A</p>', '<p>The report of rec_1 could not be written.</p>', '<p>C</p>'],
	]);
});

it.each(['x', 'ü', '🎬'])(
	'stays under the 90 kB that Gmail shows, and says how many it left out: %s',
	(letter) => {
		const mail = mailOf(Array.from({ length: 200 }, (_, n) => `<p>${n} ${letter.repeat(1_300)}</p>`));
		expect(Buffer.byteLength(mail)).toBeLessThan(90_000);
		expect(Buffer.byteLength(mail)).toBeGreaterThan(50_000);
		const shown = mail.split('\n<hr>\n').length - 2;
		expect(mail).toMatch(
			new RegExp(`: ${200 - shown} more\\. Look at them in the Userplane dashboard\\.</p>$`),
		);
	},
);
