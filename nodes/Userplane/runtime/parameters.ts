import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readOption, valuesOf } from '../shared/choices';
import { ParameterError } from '../shared/errors';
import { LIMIT } from '../shared/fields';
import type { IdField } from '../shared/ids';
import { readId, readOptionalId, refuseOtherWorkspace } from '../shared/ids';
import { WORKSPACE } from '../shared/locators';
import { isObject } from '../shared/objects';
import { readText } from '../shared/texts';
import { readTime } from '../shared/time';

/** A text field: its parameter, its label and the longest text that may be sent, in UTF-16 units. */
export interface TextField {
	name: string;
	displayName: string;
	maxLength?: number;
}

/** One item's parameters, read with their expressions resolved and checked under the names that the user sees. */
export class Parameters {
	/** Whether the item's Workspace is empty: then it means the only one that the key has. */
	lacksWorkspace = false;

	/** @param onlyWorkspace gives what an empty Workspace means; an empty text while it was not looked up */
	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
		private readonly onlyWorkspace = () => '',
	) {}

	/** The ID of the workspace to work in. @throws ParameterError */
	workspaceId(): string {
		const given = readOptionalId(this.value(WORKSPACE.name), WORKSPACE);
		this.lacksWorkspace = given === '';
		return given || this.onlyWorkspace();
	}

	/** The value as n8n gives it. */
	value(name: string): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, undefined);
	}

	/** The ID of a locator that must be filled in. @throws ParameterError */
	id(field: IdField & { name: string }): string {
		const value = this.value(field.name);
		refuseOtherWorkspace(value, this.workspaceId(), field);
		return readId(value, field);
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
		return new Collection(isObject(value) ? value : {}, this.context.getTimezone());
	}
}

/** What stands in a collection such as Update Fields. A field that was not added is undefined. */
export class Collection {
	constructor(
		/** All fields as n8n gives them. */
		readonly all: Record<string, unknown>,
		/** The workflow's time zone. */
		private readonly timezone = 'UTC',
	) {}

	value(name: string): unknown {
		return this.all[name];
	}

	/** The ID of a locator; undefined when it is absent or empty. @throws ParameterError */
	optionalId(field: IdField & { name: string }): string | undefined {
		return readOptionalId(this.value(field.name), field) || undefined;
	}

	/** A date in ms since 1970; undefined when it is absent or empty. @throws ParameterError */
	time(field: { name: string; displayName: string }): number | undefined {
		const value = this.value(field.name) ?? '';
		if (value === '') return undefined;
		const time = readTime(value, this.timezone);
		if (Number.isFinite(time)) return time;
		throw new ParameterError(
			`${field.displayName} is not a date`,
			'Choose a date, or use an expression such as {{ $now.minus(1, "day") }}',
		);
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
		const text = typeof value === 'string' ? value.trim() : (value ?? '');
		if (text === '') return undefined;
		const number = typeof text === 'object' || typeof text === 'boolean' ? NaN : Number(text);
		if (Number.isFinite(number) && number >= 0) return number;
		throw new ParameterError(`${field.displayName} is not a number of 0 or more`, 'Enter e.g. 100');
	}

	/** @throws ParameterError when the value is neither a boolean nor its name */
	boolean(field: { name: string; displayName: string }): boolean | undefined {
		const value = this.value(field.name);
		return value === undefined ? undefined : readBoolean(value, field);
	}
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
