import { UnfinishedError } from '../shared/errors';
import type { Operation, Result } from './operation';

/** How many items one sentence of the error of a stopped run names. */
const MOST_NAMED = 20;

const AGAIN = {
	done: 'Running the workflow again repeats them',
	unfinished: 'Check these before you run it again',
};

/**
 * What a run that stops leaves behind in Userplane: the writes that were done, and those that were begun and are not known
 * to be complete. Empty when there are none.
 * @param told the item whose own error is shown anyway
 */
export function accountOf(
	{ receipt, again = AGAIN }: Operation,
	results: Array<Result | undefined>,
	told?: number,
): string {
	if (!receipt) return '';
	const done: string[] = [];
	const unfinished: string[] = [];
	results.forEach((result, item) => {
		if (!result) return;
		if ('outputs' in result)
			done.push(...Array.from(result.outputs, ({ json }) => `item ${item} (${receipt(json)})`));
		else if (item !== told && result.error instanceof UnfinishedError)
			unfinished.push(`item ${item} (${result.error.message})`);
	});
	return [
		...(done.length > 0 ? [`Done before it stopped: ${firstOf(done, MOST_NAMED)}`, again.done] : []),
		...(unfinished.length > 0 ? [`${again.unfinished}: ${firstOf(unfinished, MOST_NAMED)}`] : []),
	].join('. ');
}

/** The first of many, and how many more there are. */
export function firstOf(entries: string[], most: number): string {
	const more = entries.length > most ? ` and ${entries.length - most} more` : '';
	return `${entries.slice(0, most).join(', ')}${more}`;
}
