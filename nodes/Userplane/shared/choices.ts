import type { INodeProperties } from 'n8n-workflow';

import { ParameterError } from './errors';
import { anyText, asText } from './objects';
import { shorten, trimmed } from './texts';

/**
 * Reads a multi-select: an array, or a text that separates the values with commas; each once, in the order of `values`.
 * @throws ParameterError for a value that is not offered
 */
export function readChoices<T extends string>(value: unknown, label: string, values: readonly T[]): T[] {
	const list: unknown[] = Array.isArray(value) ? value : asText(value).split(',');
	const chosen = list.map((entry) => trimmed(anyText(entry))).filter((entry) => entry !== '');
	if (chosen.some((entry) => !values.some((offered) => offered === entry))) {
		throw new ParameterError(`${label} has an unknown value`, `Use one of: ${values.join(', ')}`);
	}
	return values.filter((offered) => chosen.includes(offered));
}

/** Reads the value of an options field, trimmed. @throws ParameterError when it is none of the field's */
export function readOption(
	value: unknown,
	{ displayName }: { displayName: string },
	values: ReadonlySet<unknown>,
): string {
	const text = trimmed(anyText(value));
	if (values.has(text)) return text;
	throw new ParameterError(
		`${displayName} has an unknown value: "${shorten(text)}"`,
		`Select one from the list. An expression must return one of: ${[...values].join(', ')}`,
	);
}

/** The values that an options field offers. */
export function valuesOf({ options = [] }: INodeProperties): ReadonlySet<unknown> {
	return new Set(options.map((option) => ('value' in option ? option.value : option.name)));
}
