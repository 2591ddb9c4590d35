import type { Fact } from '../../nodes/Userplane/logs/facts';
import { error, read, URL } from './readFacts';

describe('the console', () => {
	it.each<[what: string, entry: object, fact: Fact]>([
		['severity', { severity: 'ERROR', message: 'x' }, error('x')],
		['severityText with a number', { severityText: 'ERROR2', body: 'x' }, error('x')],
		['args', { level: 'error', args: ['a', 1, { b: 2 }, { value: 'c' }, null] }, error('a 1 {"b":2} c null')],
		...['true', '{"b":2}', '5'].map((message): [string, object, Fact] => [
			`a text that could be JSON, ${message}`,
			{ level: 'error', message },
			error(message),
		]),
		['a message with an object', { level: 'error', message: { message: 'x' } }, error('x')],
		['a text that is JSON', { level: 'error', message: '"x"' }, error('x')],
		[
			'a text in quotes that is no JSON',
			{ level: 'error', message: '"x" is not "y"' },
			error('"x" is not "y"'),
		],
		['a URL', { level: 'error', message: 'x', url: URL }, error('x', URL)],
		[
			'an exception without a description',
			{ method: 'Runtime.exceptionThrown', params: { exceptionDetails: { text: 'Uncaught' } } },
			error('Uncaught'),
		],
		[
			'an exception with both',
			{
				method: 'Runtime.exceptionThrown',
				params: { exceptionDetails: { text: 'Uncaught', exception: { description: 'TypeError' } } },
			},
			error('TypeError'),
		],
		[
			'an entry with a URL',
			{ method: 'Log.entryAdded', params: { entry: { level: 'error', text: '404', url: URL } } },
			error('404', URL),
		],
		[
			'an error of the page',
			{ type: 'event', method: 'pageError', params: { error: { error: { message: 'x' } } } },
			error('x'),
		],
		[
			'a value that cannot be written',
			{
				method: 'Runtime.consoleAPICalled',
				params: { type: 'error', args: [{ unserializableValue: 'NaN' }, { description: 'Error: x' }] },
			},
			error('NaN Error: x'),
		],
		[
			'another level',
			{ level: 'info', message: 'x', url: URL },
			{ kind: 'console', level: 'other', text: 'x' },
		],
	])('is read: %s', (_, entry, fact) => {
		expect(read('consoleLog', entry)).toEqual([fact]);
	});

	const levels = (words: string, level: string) => words.split(' ').map((word) => [word, level] as const);

	it.each([
		...levels('err error Fatal crit critical severe assert exception alert emerg emergency PANIC', 'error'),
		...levels('warn Warning', 'warning'),
		...levels(
			'info information informational log debug verbose trace notice dir dirxml table default',
			'other',
		),
		...levels('http silly count clear time timeLog timeEnd group groupCollapsed groupEnd', 'other'),
		...levels('startGroup startGroupCollapsed endGroup profile profileEnd', 'other'),
	])('knows the level %s as %s', (level, expected) => {
		expect(read('consoleLog', { level, message: 'x' })).toMatchObject([{ kind: 'console', level: expected }]);
	});

	it.each([
		[{ level: 60 }, 'error'],
		[{ level: 50 }, 'error'],
		[{ level: 49 }, 'warning'],
		[{ level: 40 }, 'warning'],
		[{ level: 30 }, 'other'],
		[{ level: 17 }, 'other'],
		[{ severityNumber: 24 }, 'error'],
		[{ severityNumber: 17 }, 'error'],
		[{ severityNumber: 16 }, 'warning'],
		[{ severityNumber: 13 }, 'warning'],
		[{ severityNumber: 12 }, 'other'],
		[{ severityNumber: 25 }, 'other'],
	])('counts levels as its format does: %j', (entry, level) => {
		expect(read('consoleLog', { ...entry, message: 'x' })).toMatchObject([{ level }]);
	});

	it.each([
		{},
		{ level: 'error' },
		{ message: 'x' },
		{ level: 'purple', message: 'x' },
		{ level: 'xerror', message: 'x' },
		{ level: '2error', message: 'x' },
		{ category: 'fetched', url: URL },
		{ category: 'prefetch', url: URL },
		{ attributes: [null, { key: 'http.url' }], message: 'x' },
		{ level: 'error', message: '' },
		{ level: true, message: 'x' },
	])('is not guessed at: %j', (entry) => {
		expect(read('consoleLog', entry)).toEqual([]);
	});

	it('is none in the actions', () => {
		expect(read('actions', { level: 'error', message: 'x' })).toEqual([]);
	});
});

it('cannot interpret what is deeper than any stack, and goes on', () => {
	let message: unknown = 'x';
	for (let n = 0; n < 100_000; n++) message = [message];
	expect(read('consoleLog', { level: 'error', message })).toEqual([]);
});
