import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

/** A parameter, an option or a group, with its place in the panel: what a user reads. */
export interface Labelled {
	/** Names from the outside in, e.g. `filters.sort.sort_by`. */
	path: string;
	/** The parameter itself; undefined for an option or a group. */
	parameter?: INodeProperties;
	/** The text in Title Case: displayName, or an option's name. */
	title: string;
	description?: string;
	hint?: string;
	/** How an operation is called in the nodes panel. */
	action?: string;
}

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** Everything that has a label, depth first. */
export function labelled(properties: readonly Entry[], above = ''): Labelled[] {
	return properties.flatMap((entry) => {
		const path = `${above}${pathOf(entry)}`;
		const own: Labelled = { ...(entry as Partial<Labelled>), path, title: titleOf(entry) };
		if ('type' in entry) own.parameter = entry;
		return [own, ...labelled(childrenOf(entry), `${path}.`)];
	});
}

function titleOf(entry: Entry): string {
	return 'displayName' in entry ? entry.displayName : entry.name;
}

function pathOf(entry: Entry): string {
	return 'value' in entry ? String(entry.value) : entry.name;
}

function childrenOf(entry: Entry): Entry[] {
	if ('values' in entry) return entry.values;
	return 'options' in entry ? (entry.options ?? []) : [];
}

const small = new Set('a an and as at but by for from in nor of on or per the to vs with'.split(' '));

/** Whether every word but the small ones starts with a capital, and the first and last always do. */
export function isTitleCase(text: string): boolean {
	const words = text.replace(/[()"]/g, '').split(/[\s/]+/);
	return words.every((word, index) => {
		const inside = index > 0 && index < words.length - 1;
		return /^[A-Z0-9&]/.test(word) || (inside && small.has(word));
	});
}

/** Whether only the first word starts with a capital, abbreviations and the product's name apart. */
export function isSentenceCase(text: string): boolean {
	const [first = '', ...rest] = text.split(' ');
	return /^[A-Z]/.test(first) && rest.every((word) => /^([a-z(]|ID|URL|JSON|Userplane)/.test(word));
}

/** Whether a text starts like a sentence, and ends with a full stop exactly when it is more than one. */
export function isWellPunctuated(text: string): boolean {
	const several = /[.!?]\s+[A-Z0-9<"]/.test(text.replace(/e\.g\. /g, ''));
	return /^[A-Z<]/.test(text) && /[.!?]$/.test(text) === several;
}
