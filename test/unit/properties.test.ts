import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import * as domain from '../../nodes/Userplane/actions/domain';
import * as link from '../../nodes/Userplane/actions/link';
import * as member from '../../nodes/Userplane/actions/member';
import * as project from '../../nodes/Userplane/actions/project';
import * as recording from '../../nodes/Userplane/actions/recording';
import * as user from '../../nodes/Userplane/actions/user';
import * as workspace from '../../nodes/Userplane/actions/workspace';
import { findOperation } from '../../nodes/Userplane/actions/router';
import { Userplane } from '../../nodes/Userplane/Userplane.node';
import { refusal } from './refusal';

const { description } = new Userplane();
const resources = { domain, link, member, project, recording, user, workspace };
const operations = Object.entries(resources).flatMap(([resource, exported]) =>
	Object.values(exported).map((operation) => ({
		resource,
		operation,
		value: String(operation.option.value),
	})),
);

/** The fields that the panel shows for an operation, below the two menus. */
function visible(resource: string, operation: string, more: INodeParameters = {}): INodeProperties[] {
	const set = { resource, operation, returnAll: false, ...more };
	return description.properties
		.filter(({ name }) => name !== 'resource' && name !== 'operation')
		.filter((property) => NodeHelpers.displayParameter(set, property, null, description));
}

function menu(name: string, resource = 'link'): INodePropertyOptions[] {
	const shown = description.properties.filter((property) =>
		NodeHelpers.displayParameter({ resource }, property, null, description),
	);
	const options = shown.find((property) => property.name === name)?.options ?? [];
	return options.filter((option): option is INodePropertyOptions => 'value' in option);
}

/** Every list that the panel shows with this property. */
function listsIn(property: INodeProperties): string[][] {
	const options = property.options ?? [];
	const labels = options.map((option) => ('displayName' in option ? option.displayName : option.name));
	const inner = options.flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
	// The rows of a fixed collection stand in the order in which they are filled in
	const own = property.type === 'fixedCollection' ? [] : [labels];
	return [...own, ...inner.flatMap(listsIn)];
}

describe.each(operations)('$resource $value', ({ resource, operation, value }) => {
	it('shows exactly its own fields, in its own order', () => {
		const itself = ({ displayOptions, ...property }: INodeProperties) => property;
		const shown = ['ticket', 'reference'].flatMap((matchBy) => visible(resource, value, { matchBy }));
		const names = operation.properties.map(({ name }) => name);
		const place = ({ name }: INodeProperties) => names.indexOf(name);
		const own = [...new Set(shown)].sort((a, b) => place(a) - place(b));
		expect(own.map(itself)).toEqual(operation.properties.map(itself));
	});

	it('is found under its two names', () => {
		expect(findOperation(resource, value)).toBe(operation);
	});

	it('is in the menu of its resource, with what an agent reads', () => {
		const entry = menu('operation', resource).find((option) => option.value === value);
		expect(entry).toMatchObject({
			action: expect.stringContaining(resource) as string,
			description: expect.any(String) as string,
		});
	});
});

describe('the names that saved workflows depend on', () => {
	const names = (properties: unknown[]) => properties.map((property) => (property as INodeProperties).name);

	it.each([
		[
			'link',
			'create',
			['workspaceId', 'domainId', 'projectId', 'linkReusable', 'linkMeta', 'additionalFields'],
		],
		['link', 'update', ['workspaceId', 'linkId', 'linkMeta', 'updateFields', 'clearFields']],
		['link', 'addUrlMeta', ['linkURL', 'urlMeta']],
		['link', 'search', ['workspaceId', 'q', 'limit', 'fullDetails']],
		['project', 'search', ['workspaceId', 'q', 'limit']],
		['link', 'getAll', ['workspaceId', 'returnAll', 'limit', 'filters', 'sort']],
		['recording', 'get', ['workspaceId', 'recordingId', 'simplify']],
	])('are those of %s %s', (resource, operation, expected) => {
		expect(names(visible(resource, operation))).toEqual(expected);
	});

	it.each([
		['ticket', ['linkProviderType', 'linkProviderId'], ['ticketAccount']],
		['reference', ['linkReference'], ['linkProviderId', 'linkProviderType']],
	])('are those of link upsert by %s', (matchBy, own, additional) => {
		const shown = visible('link', 'upsert', { matchBy });
		expect(names(shown)).toEqual([
			...['workspaceId', 'domainId', 'matchBy', ...own],
			...['linkReusable', 'linkMeta', 'additionalFields', 'options'],
		]);
		expect(shown.filter(({ name }) => own.includes(name)).map(({ required }) => required)).toEqual(
			own.map(() => true),
		);
		const fields = (shown.find(({ name }) => name === 'additionalFields')?.options ??
			[]) as INodeProperties[];
		const inside = fields.filter((field) =>
			NodeHelpers.displayParameter({}, field, null, description, { matchBy }),
		);
		const both = ['linkMetaJson', 'linkTitle', 'projectId', 'ticketCreatedAt'];
		expect(names(inside).sort()).toEqual([...both, ...additional].sort());
	});

	it('are found by ticket unless something else is chosen', () => {
		const [matchBy] = visible('link', 'upsert').filter(({ name }) => name === 'matchBy');
		expect(matchBy).toMatchObject({ displayName: 'Match By', default: 'ticket', noDataExpression: true });
		expect(matchBy.options).toMatchObject([{ value: 'reference' }, { value: 'ticket' }]);
	});

	const common = ['linkMetaJson', 'linkProviderId', 'linkProviderType', 'linkTitle'];
	it.each([
		['create', 'additionalFields', [...common, 'linkReference']],
		['update', 'updateFields', [...common, 'linkProviderRef', 'linkReusable']],
		['upsert', 'options', ['lookBackDays']],
		[
			'getAll',
			'filters',
			[
				...['created_by', 'domain_id', 'project_id', 'createdAfter', 'createdBefore'],
				...['linkProviderId', 'linkProviderReference', 'linkProviderType'],
			],
		],
	])('are those of the collection of link %s: %s', (operation, collection, expected) => {
		const found = visible('link', operation).find(({ name }) => name === collection);
		expect(names(found?.options ?? []).sort()).toEqual([...expected].sort());
	});

	it('are those of the filters of recordings', () => {
		const found = visible('recording', 'getAll').find(({ name }) => name === 'filters');
		const expected = ['createdAfter', 'createdBefore', 'created_by', 'link_id', 'project_id'];
		expect(names(found?.options ?? []).sort()).toEqual([...expected].sort());
	});

	it('are those of the fields that can be cleared', () => {
		const found = visible('link', 'update').find(({ name }) => name === 'clearFields');
		expect(found?.options).toEqual([
			{ name: 'Reference', value: 'linkProviderRef' },
			{ name: 'Ticket ID', value: 'linkProviderId' },
			{ name: 'Title', value: 'linkTitle' },
		]);
	});

	it('have rows of a key and a value as metadata', () => {
		for (const operation of ['create', 'update', 'upsert']) {
			const field = visible('link', operation).find(({ name }) => name === 'linkMeta');
			const [rows] = field?.options as INodePropertyCollection[];
			expect([rows.name, ...names(rows.values)]).toEqual(['entry', 'key', 'value']);
			// Its first row shows at once
			expect(field?.default).toEqual({ entry: [{ key: '', value: '' }] });
		}
	});
});

it('lists every menu and collection alphabetically', () => {
	const lists = description.properties.flatMap(listsIn).filter((list) => list.length > 1);
	expect(lists.length).toBeGreaterThan(4);
	for (const list of lists) expect(list).toEqual([...list].sort((a, b) => a.localeCompare(b)));
});

it('says the link reference under one label in all operations', () => {
	const labels = ['create', 'update', 'upsert', 'getAll']
		.flatMap((operation) => visible('link', operation, { matchBy: 'reference' }))
		.flatMap((property) => [property, ...((property.options ?? []) as INodeProperties[])])
		.filter(({ name }) => /^link(Provider)?Ref(erence)?$/.test(name))
		.map(({ displayName }) => displayName);
	expect(labels).toEqual(['Reference', 'Reference', 'Reference', 'Reference']);
});

it.each([
	['link', 'burn', 'The operation "burn" of the resource "link" does not exist'],
	['constructor', 'create', 'The resource "constructor" does not exist'],
	['link', '__proto__', 'The operation "__proto__" of the resource "link" does not exist'],
])('refuses an operation that is not there: %s %s', (resource, operation, message) => {
	expect(refusal(() => findOperation(resource, operation)).message).toBe(message);
});

it.each(operations)('$resource $value has a receipt if it writes', ({ operation, value }) => {
	const isRead = /^(get|search|download|addUrlMeta)/.test(value);
	expect(operation.receipt === undefined).toBe(isRead);
});
