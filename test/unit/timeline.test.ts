import { LogText } from '../../nodes/Userplane/logs/timeline';
import type { LogName } from '../../nodes/Userplane/shared/files';
import { actionForms, consoleForms, networkForms } from './incident';
import { fill } from './readPieces';

const lines = (text: string) => text.split('\n').slice(0, -1);

async function textOf(logs: Array<{ log: LogName; content: string }>): Promise<string> {
	const texts: LogText[] = [];
	for (const { log, content } of logs) texts.push(await fill(new LogText(log), content));
	const chunks: Buffer[] = [];
	for await (const chunk of LogText.merge(texts, () => Promise.resolve())) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

const consoleLog = async (content: string) => lines(await textOf([{ log: 'consoleLog', content }]));

it('is a line for each entry of all logs, oldest first', async () => {
	const text = await textOf([
		{ log: 'actions', content: JSON.stringify(actionForms['plain objects']) },
		{ log: 'consoleLog', content: consoleForms.pino.map((entry) => JSON.stringify(entry)).join('\n') },
		{ log: 'networkLog', content: JSON.stringify(networkForms['plain objects']) },
	]);
	const day = '2026-11-21T09:30';
	expect(lines(text)).toEqual([
		`${day}:00.000Z actions page https://app.acme.example/checkout?cart=9`,
		`${day}:01.000Z console info Checkout opened`,
		`${day}:02.000Z network request GET https://app.acme.example/api/cart 200`,
		`${day}:03.000Z actions action Clicked 'Apply coupon'`,
		`${day}:04.000Z console warning Coupon was not found`,
		`${day}:08.000Z actions action Typed into Email`,
		`${day}:12.000Z actions action Clicked 'Pay now'`,
		`${day}:13.000Z network failed-request POST https://app.acme.example/api/pay 500`,
		`${day}:14.000Z console error TypeError: cart is null`,
		`${day}:15.000Z console error TypeError: cart is null`,
	]);
});

it('shows what cannot be interpreted, and what is of no interest, as it stands', async () => {
	const entries = ['plain text', '{"n":1}', '7', '{"type":5,"data":{"tag":"x"}}', '{"type":0,"data":{}}'];
	expect(await consoleLog(entries.join('\n'))).toEqual(
		entries.map((entry) => `${'-'.padEnd(24)} console - ${entry}`),
	);
});

it('is one line where an entry has several, and all that an entry tells', async () => {
	const [stack] = await consoleLog(
		JSON.stringify({ level: 'error', message: 'a\r\n  at b\u2028c', timestamp: 1 }),
	);
	expect(stack).toBe(`${'-'.padEnd(24)} console error a at b c`);
	const requests = [
		{ name: 'https://a.example', status: 500 },
		{ name: 'https://b.example', status: 204 },
	];
	const entry = { type: 6, data: { plugin: 'rrweb/network@1', payload: { requests } } };
	expect(await consoleLog(JSON.stringify(entry))).toEqual([
		`${'-'.padEnd(24)} console failed-request https://a.example 500 | request https://b.example 204`,
	]);
});

it('has offsets before times and the rest last, and is empty without entries', async () => {
	const entry = (message: string, timestamp?: number) =>
		JSON.stringify({ level: 'info', message, timestamp });
	const text = [entry('c'), entry('b', 1_764_000_000_000), entry('a', 5)].join('\n');
	expect((await consoleLog(text)).map((line) => line.at(-1))).toEqual(['a', 'b', 'c']);
	expect(await textOf([{ log: 'actions', content: '' }])).toBe('');
});

it('masks nothing but what opens a signed URL', async () => {
	const signed = ['X-Amz-Signature', 'X-Goog-Signature', 'Signature', 'sig'];
	for (const name of signed) {
		const message = `PUT https://s3.example/a?X=1&${name}=abcdef then token=abc`;
		expect((await consoleLog(JSON.stringify({ level: 'info', message })))[0]).toMatch(
			/ PUT https:\/\/s3\.example\/a then token=abc$/,
		);
		expect((await consoleLog(message))[0]).toMatch(/ PUT https:\/\/s3\.example\/a then token=abc$/);
	}
	const message = 'GET https://a.example/?nosig=1#x';
	expect((await consoleLog(JSON.stringify({ level: 'info', message })))[0]).toContain(message);
});

it('says how much of a line is left out, and what was cancelled', async () => {
	const [, long] = await consoleLog(`{"level":"info","message":"a"}\n${'x'.repeat(1_000_100)}`);
	expect(long).toMatch(/ console - x{2000}\.\.\. \(998100 characters left out\)$/);
	const entry = { method: 'GET', url: 'https://a.example', error: 'net::ERR_ABORTED' };
	expect(lines(await textOf([{ log: 'networkLog', content: JSON.stringify(entry) }]))).toEqual([
		`${'-'.padEnd(24)} network cancelled-request GET https://a.example net::ERR_ABORTED`,
	]);
});

it('is whole and in order, however long it is', async () => {
	const messages = Array.from(
		{ length: 2_500 },
		(_, n) => `${n} ${'é'.repeat(n % 700 === 0 ? 300_000 : 400)}`,
	);
	const content = messages
		.map((message, n) => JSON.stringify({ level: 'info', message, timestamp: 1_764_000_002_500 - n }))
		.join('\n');
	const shown = (await consoleLog(content)).map((line) => line.replace(/^\S+ console info /, ''));
	expect(shown).toEqual(messages.reverse());
});
