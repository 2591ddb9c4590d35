import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readOption, valuesOf } from '../shared/choices';
import { ParameterError } from '../shared/errors';
import { LIMIT } from '../shared/fields';
import type { IdField } from '../shared/ids';
import type { FilterValues } from '../shared/filters';
import { readFilters } from '../shared/filters';
import { readIdentifier } from '../shared/identity';
import { readId, readOptionalId, refuseOtherWorkspace } from '../shared/ids';
import { WORKSPACE } from '../shared/locators';
import { asText, isObject } from '../shared/objects';
import { isBlank, trimmed } from '../shared/texts';
import { readTime } from '../shared/time';
import { FITTED_TITLE, fitTitle } from '../shared/title';

/** A field that is read: its parameter and its label. */
type Field = Pick<INodeProperties, 'name' | 'displayName'>;

/** One item's parameters, read with their expressions resolved and checked under the names that the user sees. */
export class Parameters {
	/** Whether the item's Workspace is empty: then it means the only one that the key has. */
	lacksWorkspace = false;

	/** What the user is to be told of how the item's fields were read. */
	readonly hints = new Set<string>();

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
	boolean(field: Field): boolean {
		return readBoolean(this.value(field.name), field);
	}

	/** One of an options field's values. @throws ParameterError when there is none, or an expression gives another */
	option(field: INodeProperties): string {
		return readOption(this.filled(field, 'select one'), field, valuesOf(field));
	}

	/** What identifies something, e.g. a reference. @throws ParameterError when it is empty or cannot be used */
	identifier(field: Field, maxLength: number): string {
		return readIdentifier(this.filled(field, 'enter one'), field.displayName, maxLength);
	}

	/** The value of a field that must be filled in. @throws ParameterError */
	private filled({ name, displayName }: Field, remedy: string): unknown {
		const value = this.value(name);
		if (!isBlank(value)) return value;
		throw new ParameterError(
			`${displayName} is empty: ${remedy}, or check its expression`,
			'Check that the previous node returns a value',
		);
	}

	/** What stands in Filters. @throws ParameterError for a filter that has no value, or one that cannot be used */
	filters(fields: INodeProperties[]): FilterValues {
		return readFilters(this.value('filters'), fields, this.context.getTimezone());
	}

	/** The Limit. @throws ParameterError when it is not a whole number above 0 */
	limit(): number {
		const limit = Number(asText(this.value(LIMIT.name)));
		if (Number.isInteger(limit) && limit > 0) return limit;
		throw new ParameterError(`${LIMIT.displayName} is not a whole number above 0`, 'Enter a number, e.g. 50');
	}

	/** The fields that the user added to a collection. */
	collection(name: string): Collection {
		const value = this.value(name);
		return new Collection(isObject(value) ? value : {}, this.hints, this.context.getTimezone());
	}
}

/** What stands in a collection such as Update Fields. A field that was not added is undefined. */
export class Collection {
	constructor(
		/** All fields as n8n gives them. */
		readonly all: Record<string, unknown>,
		private readonly hints = new Set<string>(),
		/** The workflow's time zone, for dates without one. */
		private readonly zone = 'UTC',
	) {}

	value(name: string): unknown {
		return this.all[name];
	}

	/** The ID of a locator; undefined when it is absent or empty. @throws ParameterError */
	optionalId(field: IdField & { name: string }): string | undefined {
		return readOptionalId(this.value(field.name), field) || undefined;
	}

	/** What identifies something, e.g. a reference; undefined when it is absent or empty. @throws ParameterError */
	identifier(field: Field, maxLength: number): string | undefined {
		return readIdentifier(this.value(field.name), field.displayName, maxLength) || undefined;
	}

	/**
	 * The same of a field that has a value when it was added: without it something else would be identified.
	 * @returns undefined when it was not added
	 */
	addedIdentifier(field: Field, maxLength: number): string | undefined {
		return this.isAdded(field)
			? readIdentifier(this.value(field.name), field.displayName, maxLength)
			: undefined;
	}

	/** A time in ms since 1970; undefined when it was not added. @throws ParameterError when it is empty, or no date */
	time(field: Field): number | undefined {
		return this.isAdded(field) ? readTime(this.value(field.name), field.displayName, this.zone) : undefined;
	}

	/** Whether a field was added. @throws ParameterError when it was, and is empty */
	private isAdded({ name, displayName }: Field): boolean {
		if (!(name in this.all)) return false;
		if (!isBlank(this.value(name))) return true;
		throw new ParameterError(
			`${displayName} is empty: check its expression, or remove the field`,
			'Check that the previous node returns a value',
		);
	}

	/** A title, made to fit; undefined when it is absent or empty. @throws ParameterError when it is no text */
	title(field: Field): string | undefined {
		const { title, isFitted } = fitTitle(this.value(field.name), field.displayName);
		if (isFitted) this.hints.add(FITTED_TITLE);
		return title || undefined;
	}

	/** One of an option field's values; undefined when it is absent or empty. @throws ParameterError */
	option(field: Field, values: ReadonlySet<unknown>): string | undefined {
		const value = this.value(field.name) ?? '';
		return isBlank(value) ? undefined : readOption(value, field, values);
	}

	/** @throws ParameterError when the value is not a number of 0 or more */
	number(field: Field): number | undefined {
		const value = this.value(field.name);
		if (isBlank(value)) return undefined;
		const number = typeof value === 'object' || typeof value === 'boolean' ? NaN : Number(value);
		if (Number.isFinite(number) && number >= 0) return number;
		throw new ParameterError(`${field.displayName} is not a number of 0 or more`, 'Enter a number, e.g. 100');
	}

	/** @throws ParameterError when the value is neither a boolean nor its name */
	boolean(field: Field): boolean | undefined {
		const value = this.value(field.name);
		return value === undefined ? undefined : readBoolean(value, field);
	}
}

function readBoolean(value: unknown, { displayName }: { displayName: string }): boolean {
	const given = typeof value === 'string' ? trimmed(value) : value;
	if (given === true || given === 'true') return true;
	if (given === false || given === 'false') return false;
	throw new ParameterError(
		`${displayName} is neither true nor false`,
		'The expression must return true or false',
	);
}
