import type { IExecuteFunctions } from 'n8n-workflow';

import { ParameterError } from '../shared/errors';
import type { IdField } from '../shared/ids';
import { readId, readOptionalId } from '../shared/ids';
import { characters } from '../shared/metadata';
import { isObject } from '../shared/objects';

/** A text field: its parameter, its label and the longest text that may be sent, in characters. */
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
		return value === null ? '' : readText(value, field);
	}

	/** The text of a field; undefined also when it is empty. @throws ParameterError */
	filledText(field: TextField): string | undefined {
		return this.text(field) || undefined;
	}

	/** One of an option field's values; undefined when it is absent or empty. @throws ParameterError */
	option(field: { name: string; displayName: string }, values: ReadonlySet<unknown>): string | undefined {
		const text = this.filledText(field);
		if (text === undefined || values.has(text)) return text;
		throw new ParameterError(
			`${field.displayName} has a value that Userplane does not know`,
			`Choose one from the list, or let the expression give one of: ${[...values].join(', ')}`,
		);
	}

	/** @throws ParameterError when the value is neither a boolean nor its name */
	boolean(field: { name: string; displayName: string }): boolean | undefined {
		const value = this.value(field.name);
		return value === undefined ? undefined : readBoolean(value, field);
	}
}

function readText(value: unknown, { displayName, maxLength }: TextField): string | undefined {
	if (value === undefined) return undefined;
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
		throw new ParameterError(`${displayName} is not a text`, 'Let the expression give one text');
	}
	const text = String(value);
	if (maxLength !== undefined && characters(text) > maxLength) {
		throw new ParameterError(`${displayName} is longer than ${maxLength} characters`, 'Shorten it');
	}
	return text;
}

function readBoolean(value: unknown, { displayName }: { displayName: string }): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw new ParameterError(
		`${displayName} is neither true nor false`,
		'Let the expression give true or false',
	);
}
