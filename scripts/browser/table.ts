import type { Locator } from 'playwright-core';

/** One object per row, by column name. */
export type Table = Array<Record<string, string>>;

/** Reads a table of the editor as it stands on the screen. */
export async function readTable(table: Locator): Promise<Table> {
	await table.locator('tbody tr').first().waitFor();
	const texts = async (cells: Locator): Promise<string[]> =>
		(await cells.allInnerTexts()).map((text) => text.trim());
	const columns = await texts(table.locator('thead th'));
	const rows = await table.locator('tbody tr').all();
	return await Promise.all(
		rows.map(async (row) => {
			const values = await texts(row.locator('td'));
			return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
		}),
	);
}
