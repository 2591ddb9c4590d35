import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

/** Writes `<name>.json` and `<name>.md` into `folder`, formatted as all our files are. @returns the readable one */
export async function writeBoth(
	folder: string,
	name: string,
	data: object,
	markdown: string,
): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const write = async (file: string, text: string): Promise<string> => {
		const path = join(folder, file);
		const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
		writeFileSync(path, formatted);
		return formatted;
	};
	await write(`${name}.json`, JSON.stringify(data));
	return await write(`${name}.md`, markdown);
}

/** A table in Markdown. */
export function table(head: string[], rows: string[][]): string {
	const toRow = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [toRow(head), toRow(head.map(() => '---')), ...rows.map(toRow)].join('\n');
}
