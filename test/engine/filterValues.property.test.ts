import fc from 'fast-check';
import type { GenericValue } from 'n8n-workflow';

import { getMany } from './lists';
import { read, useWorld } from './support';

const world = useWorld();

/** What a row has under a filter's name, in the store. */
type Row = Record<string, unknown> & { createdAt: string };

/** Whether a row passes a filter that came out as this value: asked here anew, by the plainest reading of the value. */
type Passes = (row: Row, value: unknown) => boolean;

const isOneOf =
	(key: string): Passes =>
	(row, value) =>
		texts(value).includes(String(row[key]));
const is =
	(key: string): Passes =>
	(row, value) =>
		String(row[key]) === String(value).trim();
const time = (value: unknown) =>
	new Date(/^\d+$/.test(String(value)) ? Number(value) : String(value)).getTime();

const filters: Record<string, Record<string, [label: string, passes: Passes]>> = {
	link: {
		created_by: ['Creator Names or IDs', isOneOf('createdBy')],
		project_id: ['Project Names or IDs', isOneOf('projectId')],
		domain_id: ['Domain Names or IDs', isOneOf('domainId')],
		linkProviderReference: ['Reference', is('linkProviderReference')],
		linkProviderType: ['Ticket System', is('linkProviderType')],
		linkProviderId: ['Ticket ID', is('linkProviderId')],
		createdAfter: ['Created After', (row, value) => time(row.createdAt) >= time(value)],
		createdBefore: ['Created Before', (row, value) => time(row.createdAt) < time(value)],
	},
	recording: {
		created_by: ['Requested By Names or IDs', isOneOf('createdBy')],
		project_id: ['Project Names or IDs', isOneOf('projectId')],
		link_id: ['Link Names or IDs', isOneOf('linkId')],
		createdAfter: ['Created After', (row, value) => time(row.createdAt) >= time(value)],
		createdBefore: ['Created Before', (row, value) => time(row.createdAt) < time(value)],
	},
};
const pairs = Object.entries(filters).flatMap(([resource, named]) =>
	Object.keys(named).map((name) => [resource, name] as const),
);

/** What only an expression can bring, as no JSON holds it: the expression, and its value for the plain reading. */
const made: Array<[expression: string, value: unknown]> = [
	['undefined', undefined],
	['NaN', NaN],
	['[undefined]', [undefined]],
	['new Date(0)', new Date(0)],
	['new Date("2026-01-01")', new Date('2026-01-01')],
	['new Date("x")', new Date('x')],
	['DateTime.fromISO("2026-01-01T00:00:00Z")', '2026-01-01T00:00:00Z'],
	['DateTime.fromISO("x")', 'Invalid DateTime'],
	['Infinity', Infinity],
	['$json.none.of.it', undefined],
	['{ value: undefined }', undefined],
];

function texts(value: unknown): string[] {
	return (Array.isArray(value) ? value : String(value).split(',')).map((entry) => String(entry).trim());
}

/** The rows of a list as the store has them, by their IDs. */
function storeRows(resource: string): Map<string, Row> {
	const { store, seed } = world.simulator;
	const links = [...store.links.values()].filter((link) => link.workspaceId === seed.workspaceId);
	if (resource === 'link') return new Map(links.map((link) => [link.linkId, { ...link }]));
	return new Map(
		[...store.recordings.values()].map((recording) => {
			const link = store.links.get(recording.linkId);
			return [recording.recordingId, { ...link, ...recording }];
		}),
	);
}

function fill(): void {
	const { store, seed } = world.simulator;
	const ticket = {
		linkProviderType: 'zendesk',
		linkProviderId: '4711',
		linkProviderReference: 'zendesk/4711',
	};
	store.addLink({ ...ticket, createdAt: '2025-06-01T00:00:00.000Z' });
	store.addLink({
		...ticket,
		linkProviderId: '4712',
		linkProviderReference: 'true',
		createdBy: seed.adminMemberId,
	});
	store.addLink({ linkProviderId: null, linkProviderReference: null, linkProviderType: 'others' });
}

const ids = () => {
	const { seed } = world.simulator;
	return [
		seed.memberId,
		seed.plainMemberId,
		seed.projectId,
		seed.secondProjectId,
		seed.domainId,
		seed.linkId,
	];
};
const blank = fc.constantFrom('', ' ', '\n', '\u200b', '\u00a0\ufeff', ',', '[]', '[""]', '[null]');
const known = fc.nat(5).map((index) => ids()[index]);
const words = fc.constantFrom(
	'4711',
	'zendesk/4711',
	'zendesk',
	'2025-12-01',
	'2026-02-31',
	'1764428400',
	'ticket 12',
	'true',
);
const anything = fc.oneof(
	...[blank, known, words, fc.constantFrom(null, true, false, 0, 1, 4711, 1_764_428_400, 1_764_428_400_000)],
	...[fc.array(fc.oneof(known, blank, fc.constant(null)), { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 })],
);

it.each(pairs)(
	'%s: %s holds for all that comes out, or the item fails by its name',
	async (resource, name) => {
		const [label, passes] = filters[resource][name];
		fill();
		const rows = storeRows(resource);
		const idKey = `${resource}Id`;
		let failed = 0;
		const check = async (expression: string, json: unknown, value: unknown) => {
			const parameters = getMany(world.simulator, resource, {
				returnAll: true,
				filters: { [name]: `={{ ${expression} }}` },
			});
			const result = await world.run(parameters, { items: [{ json: { value: json as GenericValue } }] });
			const [message] = read(result).split('\n');
			const isFailed = message !== '';
			failed += Number(isFailed);
			expect(isFailed).toBe(message.includes(label) && message.endsWith('[item 0]'));
			const found = result.items.map(({ json: { [idKey]: id } }) => rows.get(id as string));
			expect(found.every((row) => !isFailed && row !== undefined && passes(row, value))).toBe(true);
		};
		for (const [expression, value] of made) await check(expression, null, value);
		const property = fc.asyncProperty(
			anything,
			async (json) => await check('$json.value', json, readable(json)),
		);
		await fc.assert(property, { numRuns: 60 });
		expect(failed).toBeGreaterThan(10);
	},
);

/** A value as a person reads it: an array that is written out in a text is one. */
function readable(value: unknown): unknown {
	if (typeof value !== 'string' || !value.trim().startsWith('[')) return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}
