/** Where an answer is other than the contract says: paths, types and lengths, and no value of anybody. */
import type { ErrorObject } from 'ajv';

import type { Words } from './words';

/** One point: where, what was expected there, and what came. */
export interface Difference {
	at: string;
	expected: string;
	came: string;
}

/** What ajv says besides, by keyword. */
interface Params {
	missingProperty?: string;
	additionalProperty?: string;
	type?: string | string[];
	allowedValues?: unknown[];
	pattern?: string;
	limit?: number;
}

/** Below these stand keys of customers' own, or of what their pages are made of. */
const FREE = new Set(['linkMeta', 'customMeta', 'systemMeta', 'providerData']);

/** What kind of value it is, without the value. */
export function kindOf(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (typeof value === 'string') return `text of ${value.length} characters`;
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
	if (Array.isArray(value)) return `list of ${value.length}`;
	return typeof value === 'object' ? `object with ${Object.keys(value).length} keys` : typeof value;
}

/** What ajv found, in our words. Of several forms that are allowed, the one that the answer comes closest to counts. */
export function differencesIn(body: unknown, errors: ErrorObject[], words: Words): Difference[] {
	return closest(errors).map((error) => describe(body, error, words));
}

function closest(errors: ErrorObject[]): ErrorObject[] {
	const deepestFirst = errors
		.filter(({ keyword }) => keyword === 'anyOf')
		.sort((a, b) => b.schemaPath.length - a.schemaPath.length);
	return deepestFirst.reduce((left, choice) => {
		const isInside = (error: ErrorObject) =>
			error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
			error.instancePath.startsWith(choice.instancePath);
		const branches = new Map<string, ErrorObject[]>();
		for (const error of left.filter(isInside)) {
			const [branch = ''] = error.schemaPath.slice(choice.schemaPath.length + 1).split('/');
			branches.set(branch, [...(branches.get(branch) ?? []), error]);
		}
		const [best = []] = [...branches.values()].sort((a, b) => a.length - b.length);
		return [...left.filter((error) => error !== choice && !isInside(error)), ...best];
	}, errors);
}

function describe(body: unknown, error: ErrorObject, words: Words): Difference {
	const { keyword, instancePath } = error;
	const params = error.params as Params;
	const steps = instancePath
		.split('/')
		.slice(1)
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
	const value = steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], body);
	const own = params.missingProperty ?? params.additionalProperty ?? '';
	const at = pathOf(own === '' ? steps : [...steps, own], words);
	if (keyword === 'required') return { at, expected: 'the key', came: 'no such key' };
	if (keyword === 'additionalProperties')
		return { at, expected: 'no such key', came: kindOf((value as Record<string, unknown>)[own]) };
	return { at, expected: expectation(keyword, params), came: formOf(keyword, value) };
}

function expectation(keyword: string, params: Params): string {
	const { type, allowedValues, pattern, limit } = params;
	if (keyword === 'type') return [type].flat().join(' or ');
	if (keyword === 'enum') return `one of the ${allowedValues?.length ?? 0} values of the contract`;
	if (keyword === 'const') return 'the value of the contract';
	if (keyword === 'pattern') return `text like ${pattern ?? ''}`;
	return `${keyword}${limit === undefined ? '' : ` ${limit}`}`;
}

/** A text that should have a form shows its own, if that is made of figures: `9999-99-99 99:99:99`. */
function formOf(keyword: string, value: unknown): string {
	const isOfFigures = typeof value === 'string' && /^[-\d:.,+ TZ/]{1,40}$/.test(value);
	return keyword === 'pattern' && isOfFigures ? value.replace(/\d/g, '9') : kindOf(value);
}

function pathOf(steps: string[], words: Words): string {
	const told = steps.map((step, index) => {
		if (index > 0 && FREE.has(steps[index - 1])) return '*';
		return /^\d+$/.test(step) ? '[]' : words.tell(step);
	});
	return told.length === 0 ? 'the body' : told.join('.').replaceAll('.[]', '[]');
}
