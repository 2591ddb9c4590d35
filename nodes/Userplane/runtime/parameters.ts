import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ParameterError } from '../shared/errors';
import { LIMIT } from '../shared/fields';
import type { IdField } from '../shared/ids';
import { readId, readOptionalId } from '../shared/ids';
import { isObject } from '../shared/objects';
import { readText } from '../shared/texts';

/** A text field: its parameter, its label and the longest text that may be sent, in UTF-16 units. */
export interface TextField {
	name: string;
	displayName: string;
	maxLength?: number;
}

/** One item's parameters, read with their expressions resolved and checked under the names that the user sees. */
export class Parameters {
	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
	) {}

	/** The value as n8n gives it. */
	value(name: string): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, undefined);
	}

	/** The ID of a locator that must be filled in. @throws ParameterError */
	id(field: IdField & { name: string }): string {
		return readId(this.value(field.name), field);
	}

	/** The ID of a locator that may be left empty; then undefined. @throws ParameterError */
	optionalId(field: IdField & { name: string }): string | undefined {
		return readOptionalId(this.value(field.name), field) || undefined;
	}

	/** @throws ParameterError when the value is neither a boolean nor its name */
	boolean(field: { name: string; displayName: string }): boolean {
		return readBoolean(this.value(field.name), field);
	}

	/** One of an options field's values. @throws ParameterError when an expression gives another */
	option(field: INodeProperties): string {
		return readOption(String(this.value(field.name)).trim(), field, valuesOf(field));
	}

	/** The Limit. @throws ParameterError when it is not a whole number above 0 */
	limit(): number {
		const limit = Number(this.value(LIMIT.name));
		if (Number.isInteger(limit) && limit > 0) return limit;
		throw new ParameterError(`${LIMIT.displayName} is not a whole number above 0`, 'Enter e.g. 50');
	}

	/** The fields that the user added to a collection. */
	collection(name: string): Collection {
		const value = this.value(name);
		return new Collection(isObject(value) ? value : {});
	}
}

/** What stands in a collection such as Update Fields. A field that was not added is undefined. */
export class Collection {
	constructor(private readonly fields: Record<string, unknown>) {}

	value(name: string): unknown {
		return this.fields[name];
	}

	/** The text of a field; undefined when it is absent or its expression gives nothing. @throws ParameterError */
	text(field: TextField): string | undefined {
		const value = this.value(field.name);
		return value === undefined ? undefined : readText(value ?? '', field.displayName, field.maxLength);
	}

	/** The text of a field; undefined also when it is empty. @throws ParameterError */
	filledText(field: TextField): string | undefined {
		return this.text(field) || undefined;
	}

	/** One of an option field's values; undefined when it is absent or empty. @throws ParameterError */
	option(field: { name: string; displayName: string }, values: ReadonlySet<unknown>): string | undefined {
		const text = this.filledText(field)?.trim();
		return text ? readOption(text, field, values) : undefined;
	}

	/** @throws ParameterError when the value is not a number of 0 or more */
	number(field: { name: string; displayName: string }): number | undefined {
		const value = this.value(field.name);
		if (value === undefined || value === '') return undefined;
		const number = Number(value);
		if (Number.isFinite(number) && number >= 0) return number;
		throw new ParameterError(`${field.displayName} is not a number of 0 or more`, 'Enter e.g. 100');
	}

	/** @throws ParameterError when the value is neither a boolean nor its name */
	boolean(field: { name: string; displayName: string }): boolean | undefined {
		const value = this.value(field.name);
		return value === undefined ? undefined : readBoolean(value, field);
	}
}

function readOption(
	text: string,
	{ displayName }: { displayName: string },
	values: ReadonlySet<unknown>,
): string {
	if (values.has(text)) return text;
	throw new ParameterError(
		`${displayName} has a value that Userplane does not know`,
		`Choose one from the list. An expression must return one of: ${[...values].join(', ')}`,
	);
}

/** The values that an options field offers. */
function valuesOf({ options = [] }: INodeProperties): ReadonlySet<unknown> {
	return new Set(options.map((option) => ('value' in option ? option.value : option.name)));
}

function readBoolean(value: unknown, { displayName }: { displayName: string }): boolean {
	const given = typeof value === 'string' ? value.trim() : value;
	if (given === true || given === 'true') return true;
	if (given === false || given === 'false') return false;
	throw new ParameterError(
		`${displayName} is neither true nor false`,
		'The expression must return true or false',
	);
}
