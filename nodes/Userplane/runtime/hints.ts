import { firstOf } from './account';
import type { Hint } from './operation';

/** How many hints a run shows, and how many of the things that one is about it names. */
const MOST = { hints: 5, named: 3 };

/** The hints of all items as a run shows them: each text once, with what it is about. */
export function toMessages(hints: readonly Hint[]): string[] {
	const groups = new Map<string, Set<string>>();
	for (const { text, about } of hints) {
		const group = groups.get(text) ?? new Set();
		groups.set(text, about === undefined ? group : group.add(about));
	}
	const messages = [...groups].map(([text, abouts]) =>
		abouts.size > 0 ? text.replace('{}', () => firstOf([...abouts], MOST.named)) : text,
	);
	const more = messages.length - MOST.hints;
	const shown = messages.slice(0, MOST.hints);
	return more > 0 ? [...shown, `Hints not shown: ${more}`] : shown;
}
