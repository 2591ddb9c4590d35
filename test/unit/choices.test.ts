import { readChoices, readOption } from '../../nodes/Userplane/shared/choices';
import { refusal } from './refusal';

const values = ['a', 'b', 'constructor'] as const;

it.each([
	['a list', ['b', 'a'], ['a', 'b']],
	['a list with doubles and white space', [' b', 'b ', ''], ['b']],
	['a text', 'b', ['b']],
	['a text with commas', ' b ,, a, b', ['a', 'b']],
	['nothing', undefined, []],
	['null', null, []],
	['an empty text', ' ', []],
	['an empty list', [], []],
	['a name that every object has', 'constructor', ['constructor']],
])('%s is read, each value once, in the order in which they are offered', (_, value, expected) => {
	expect(readChoices(value, 'Fields', values)).toEqual(expected);
});

it.each([
	['c'],
	['A'],
	['a b'],
	['a,toString'],
	[['a', 'c']],
	[['a', null]],
	[7],
	[['a', { a: 1 }]],
	[[{ toString: 0 }]],
	[[[{ valueOf: 0 }]]],
])('%j is refused, with what is offered', (value) => {
	const { message, remedy } = refusal(() => readChoices(value, 'Fields', values));
	expect(message).toBe('Fields has an unknown value');
	expect(remedy).toBe('Use one of: a, b, constructor');
});

it.each([[{ toString: 0 }], [[{ toString: 0 }]], [{}], [null], ['c']])(
	'an option that is %j is none of the list',
	(value) => {
		const read = () => readOption(value, { displayName: 'Ticket System' }, new Set(['a', 'b']));
		expect(refusal(read).message).toContain('Ticket System has an unknown value: "');
	},
);
