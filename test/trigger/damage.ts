import type { IDataObject } from 'n8n-workflow';

/** A stored state as a fault of a disk, a hand or another version would leave it. */
type Damage = (stored: IDataObject) => unknown;

const without =
	(name: string): Damage =>
	({ [name]: _, ...rest }) =>
		rest;
const other =
	(name: string, value: unknown): Damage =>
	(stored) => ({ ...stored, [name]: value });

const names = [
	...['version', 'key', 'polledAt', 'usual', 'floor', 'next', 'full', 'total', 'shorts', 'seen', 'pending'],
];

/** All ways in which a stored state is damaged, by name. */
export const DAMAGES: Record<string, Damage> = {
	...Object.fromEntries(names.map((name) => [`without ${name}`, without(name)])),
	...Object.fromEntries(names.map((name) => [`${name} is a list`, other(name, [null])])),
	...Object.fromEntries(names.map((name) => [`${name} is a text`, other(name, 'soon')])),
	'another version': other('version', 0),
	'no count': other('total', null),
	'a count that is none': other('total', -1),
	'no clock of its own': other('polledAt', { service: 5 }),
	'no clock of the service': other('polledAt', { own: 5 }),
	'a floor that is no number': other('floor', null),
	'rows that are cut off': ({ seen, ...rest }) => ({ ...rest, seen: `${seen as string}abc` }),
	'a pending one that is none': other('pending', ['rec_1']),
	'one pending one of two that is none': other('pending', [['rec_1', 1, 2], 'rec_2']),
	'a pending one without an ID': other('pending', [['', 1, 2]]),
	'a pending one without a count': other('pending', [['rec_1', null, 2]]),
	'a pending one that is never due': other('pending', [['rec_1', 1, null]]),
	'a full reading without a page': other('full', { time: 5 }),
	'a full reading on a page that is none': other('full', { page: 0, time: 5 }),
	'a full reading without a time': other('full', { page: 5 }),
	'a text': () => 'cursor',
	null: () => null,
	'a list': () => [],
};

/** The state damaged in the way of a number, as it comes out of storage. */
export function damaged(stored: object, way: number): IDataObject {
	const all = Object.values(DAMAGES);
	return all[way % all.length](stored as IDataObject) as IDataObject;
}
