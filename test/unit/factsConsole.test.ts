import type { Fact } from '../../nodes/Userplane/logs/facts';
import { error, read, readAll, URL } from './readFacts';

describe('the console', () => {
	it.each<[what: string, entry: object, fact: Fact]>([
		['severity', { severity: 'ERROR', message: 'x' }, error('x')],
		['a null', { level: 'error', message: null, text: 'x' }, error('x')],
		['a key of capitals', { level: 'error', APIMessage: 'x' }, error('x')],
		['a shallow one first', { level: 'error', text: 'x', details: { message: 'y' } }, error('x')],
		...'message msg exception text content description payload errorMessage errorText error details data value'
			.split(' ')
			.map((key): [string, object, Fact] => [key, { level: 'error', [key]: 'x' }, error('x')]),
		...'args arguments parts values'
			.split(' ')
			.map((key): [string, object, Fact] => [key, { level: 'error', [key]: ['x'] }, error('x')]),
		...'message msg body error exception'
			.split(' ')
			.map((key): [string, object, Fact] => [key, { level: 'error', [key]: { b: 1 } }, error('{"b":1}')]),
		['no other object', { level: 'error', content: { b: 1 }, data: 'x' }, error('x')],
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
			{ kind: 'console', level: 'other', text: 'x', url: URL },
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
		[{ level: 20 }, 'other'],
		[{ level: 10 }, 'other'],
		[{ level: 40, msg: 'x' }, 'warning'],
		[{ level: 30, pid: 1 }, 'other'],
		[{ level: 30, hostname: 'h' }, 'other'],
		[{ level: 30, v: 0 }, 'other'],
		[{ levelno: 40 }, 'error'],
		[{ levelno: 30 }, 'warning'],
		[{ levelno: 20 }, 'other'],
		[{ level: 30, levelname: 'WARNING' }, 'warning'],
		[{ level: 3, event: { severity: 'error' } }, 'error'],
		[{ severityNumber: 24 }, 'error'],
		[{ severityNumber: 17 }, 'error'],
		[{ severityNumber: 16 }, 'warning'],
		[{ severityNumber: 13 }, 'warning'],
		[{ severityNumber: 12 }, 'other'],
		[{ severityNumber: 1 }, 'other'],
		[{ level: '\u001b[31merror\u001b[39m' }, 'error'],
		[{ level: '[warn]' }, 'warning'],
		[{ level: 'info', severity: 'ERROR' }, 'error'],
		[{ level: 'info', details: { level: 'error' } }, 'other'],
		[{ type: 'log', level: 'error' }, 'error'],
		[{ name: 'console.warn' }, 'warning'],
		[{ name: 'TypeError' }, 'error'],
		[{ type: 'PaymentException' }, 'error'],
		[{ type: 'unhandledrejection' }, 'error'],
	])('counts levels as its format does: %j', (entry, level) => {
		expect(read('consoleLog', { ...entry, message: 'x' })).toMatchObject([{ level }]);
	});

	it.each([
		{},
		{ level: 'info' },
		{ message: 'x' },
		{ level: 'purple', message: 'x' },
		{ level: 'xerror', message: 'x' },
		{ level: '2error', message: 'x' },
		{ category: 'fetched', url: URL },
		{ category: 'prefetch', url: URL },
		{ attributes: [null, { key: 'http.url' }], message: 'x' },
		{ level: 'info', message: '' },
		{ level: true, message: 'x' },
		...[0, 1, 2, 3, 4, 7, 9, 17, 30, 35, 40, 49, 70].map((level) => ({ level, message: 'x' })),
		...[0, 25].map((severityNumber) => ({ severityNumber, message: 'x' })),
		{ type: 'log', level: 3, message: 'x' },
		{ level: 'no error', message: 'x' },
		{ level: 'error rate', message: 'x' },
		{ consoleHeader: 'x', headerLevel: 'error', message: 'x' },
		{ level: 'info', message: [] },
		{ level: 'info', message: true },
		{ level: 'info', headers: { message: 'x' } },
		{ level: 'info', requestBody: 'x' },
		{ name: 'error', message: 'x' },
		...'responseBody postData formValue requestPayload responseJson formVariables responseResult postContent'
			.split(' ')
			.map((key) => ({ level: 'info', [key]: 'x' })),
		{ message: 'x', device: { level: 'error' } },
		{ level: 'info', data: [{ level: 'error', message: 'x' }], message: 'y' },
		{ level: 'info', data: { events: [{ level: 'error', message: 'x' }] }, message: 'y' },
	])('is not guessed at: %j', (entry) => {
		expect(read('consoleLog', entry)).toEqual([]);
	});

	it('is none in the actions', () => {
		expect(read('actions', { level: 'error', message: 'x' })).toEqual([]);
	});
});

it('is not misled by keys that look like several', () => {
	const entries = [
		{ 'level\n7:message': 'x' },
		{ 'level7:message': 'x', a: { b: 1 } },
		{ level: 'error', message: 'x' },
	];
	expect(readAll('consoleLog', ...entries).at(-1)).toEqual([error('x')]);
	expect(
		readAll(
			'consoleLog',
			{ 'a\t': { level: 'error', message: 'x' } },
			{ a: { level: 'error', message: 'y' } },
		),
	).toEqual([[error('x')], [error('y')]]);
});

it('looks at no more than the top of an entry', () => {
	const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`key${n}`, { n }]));
	expect(read('consoleLog', { level: 'info', ...wide, message: 'x' })).toEqual([]);
	expect(read('consoleLog', { level: 'error', message: 'x', ...wide })).toEqual([error('x')]);
	const deep = (depth: number, value: object): object =>
		depth === 0 ? value : { a: deep(depth - 1, value) };
	expect(read('consoleLog', deep(5, { level: 'error', message: 'x' }))).toEqual([error('x')]);
	expect(read('consoleLog', deep(6, { level: 'error', message: 'x' }))).toEqual([]);
});

it('counts an error that says no more', () => {
	for (const entry of [
		{},
		{ message: '' },
		{ message: [] },
		{ headers: { message: 'x' } },
		{ responseBody: 'x' },
	])
		expect(read('consoleLog', { level: 'error', ...entry })).toEqual([error('(no message)')]);
});

it('takes the level that stands beside the message', () => {
	for (const level of ['info', 30])
		expect(read('consoleLog', { level, pid: 1, payload: { level: 'error', message: 'x' } })).toEqual([
			error('x'),
		]);
	expect(read('consoleLog', { level: 'info', message: 'x', payload: { level: 'error' } })).toMatchObject([
		{ level: 'other' },
	]);
});

it('reads values of a call as a console shows them, however many and however deep', () => {
	const nested = (depth: number): unknown => (depth === 0 ? 'end' : ['x', nested(depth - 1)]);
	const text = (args: unknown[]) => read('consoleLog', { level: 'error', args });
	expect(text([nested(50)])).toEqual([error(`${'x '.repeat(50)}end`)]);
	expect(text(['"a"', '"', '"\\u0041"', '"a" b', [], 1, null])).toEqual([error('a " A "a" b  1 null')]);
});
