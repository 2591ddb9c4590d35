import type { INodeProperties } from 'n8n-workflow';

import { Userplane } from '../../nodes/Userplane/Userplane.node';

const { description, methods } = new Userplane();

/** Every field of the node, those in collections included. */
function fields(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const inner = property.options ?? [];
		return [property, ...fields(inner.filter((option): option is INodeProperties => 'type' in option))];
	});
}

const all = fields(description.properties);
const locators = all.filter(({ type }) => type === 'resourceLocator');
const dropDowns = all.filter(({ typeOptions }) => typeOptions?.loadOptionsMethod !== undefined);

it('every From List has a search behind it, and every search a From List', () => {
	const used = locators.map(
		({ modes }) => modes?.find(({ name }) => name === 'list')?.typeOptions?.searchListMethod,
	);
	expect([...new Set(used)].sort()).toEqual(Object.keys(methods.listSearch).sort());
});

it('every drop-down has a loader behind it, and every loader a drop-down', () => {
	const used = dropDowns.map(({ typeOptions }) => typeOptions?.loadOptionsMethod);
	expect([...new Set(used)].sort()).toEqual(Object.keys(methods.loadOptions).sort());
});

it.each([
	['workspaceId', ['list', 'url', 'id']],
	['domainId', ['list', 'id']],
	['projectId', ['list', 'id']],
	['linkId', ['list', 'url', 'id']],
	['recordingId', ['list', 'url', 'id']],
])('the locator %s offers %j wherever it is', (name, expected) => {
	const own = locators.filter((locator) => locator.name === name);
	expect(own.length).toBeGreaterThan(0);
	for (const { modes, default: value } of own) {
		expect(modes?.map((mode) => mode.name)).toEqual(expected);
		expect(value).toEqual({ mode: 'list', value: '' });
	}
});

it('every drop-down loads anew when the workspace changes', () => {
	for (const { typeOptions } of dropDowns)
		expect(typeOptions?.loadOptionsDependsOn).toEqual(['workspaceId.value']);
});
