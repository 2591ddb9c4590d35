import type { OnError } from 'n8n-workflow';

import { ADVICE } from '../../nodes/Userplane/shared/advice';
import { errorKinds, type ErrorCode } from '../simulator/errors';
import { documentedErrors } from './contractDocument';
import { read, readItem, useWorld } from './support';

const world = useWorld();
const operations = {
	'links.create': () => world.create(),
	'links.update': () => world.update({ linkTitle: 'New' }),
	'recordings.getById': () => world.recording(),
};
const cases = (Object.keys(operations) as Array<keyof typeof operations>).flatMap((operationId) =>
	documentedErrors(operationId).map((error) => ({ operationId, ...error })),
);

it('knows as many codes as the documents name', () => {
	const count = (operationId: string) => cases.filter((one) => one.operationId === operationId).length;
	expect(Object.keys(operations).map(count)).toEqual([17, 14, 13]);
});

describe.each(['short', 'whole'] as const)('an error body of the form "%s"', (shape) => {
	describe.each(cases)('$operationId tells $code, HTTP $status', ({ operationId, code, status }) => {
		/** Meets the error in a mode. */
		const meet = async (onError: OnError) => {
			world.simulator.settings.errorShape = shape;
			world.simulator.faults.add({ match: { operationId }, fault: { kind: 'status', status, code } });
			return await world.runWaiting(operations[operationId](), { onError });
		};
		// A write that failed for certain is told so by the whole form alone
		const isOpen = shape === 'short' && status >= 500 && !operationId.startsWith('recordings');
		const expectTold = (text: string) => {
			expect(text).toContain(`${code}, HTTP ${status}`);
			expect(text).toContain(errorKinds[code as ErrorCode].message.replace(/\.$/, ''));
			expect(text.includes('may have been')).toBe(isOpen);
			if (!isOpen) expect(text).toContain(ADVICE[code][1]);
			expect(text).toContain('[item 0]');
		};
		const failed = {
			json: { error: expect.any(String) as string, message: expect.any(String) as string },
			pairedItem: { item: 0 },
		};

		it('and stops', async () => {
			const result = await meet('stopWorkflow');
			expect(result).toMatchObject({ status: 'error', outputs: [] });
			const own = { name: 'NodeApiError', httpCode: String(status), context: { itemIndex: 0 } };
			expect(result.error).toMatchObject(own);
			expectTold(read(result));
		});

		it('and goes on', async () => {
			const result = await meet('continueRegularOutput');
			expect(result).toMatchObject({ status: 'success', outputs: [[failed]] });
			expect(result.items[0]).toEqual(failed);
			expectTold(readItem(result.items[0]));
		});

		it('and goes on by the branch for errors', async () => {
			const result = await meet('continueErrorOutput');
			expect(result.status).toBe('success');
			expect(result.outputs).toEqual([[], [failed]]);
			expectTold(readItem(result.outputs[1][0]));
		});
	});
});

describe('an answer that is none of Userplane', () => {
	it.each([404, 502])('is told by its status: HTML with %i', async (status) => {
		world.simulator.faults.add({ match: {}, fault: { kind: 'html', status } });
		const text = read(await world.runWaiting(world.recording()));
		expect(text).toContain(`HTTP ${status}`);
		expect(text).not.toMatch(/<|Please come back/);
	});

	it('is told although its status is good', async () => {
		world.simulator.faults.add({ match: { method: 'GET' }, fault: { kind: 'html', status: 200 } });
		expect(read(await world.run(world.recording()))).toMatch(/HTTP 200[\s\S]*base URL/);
		expect(world.simulator.requests).toHaveLength(1);
	});

	it('may have been a link made, when it answers a POST', async () => {
		world.simulator.faults.add({ match: { method: 'POST' }, fault: { kind: 'html', status: 200 } });
		const result = await world.run(world.create({ additionalFields: { linkReference: 'Ticket 7' } }));
		expect(read(result)).toMatch(/may have been created[\s\S]*HTTP 200[\s\S]*Ticket 7/);
		expect(world.simulator.requests).toHaveLength(1);
	});
});

it('tells of a workflow that names an operation which is not there', async () => {
	const result = await world.run(world.recording({ operation: 'burn' }));
	expect(read(result)).toContain('burn');
	expect(world.simulator.requests).toEqual([]);
});

it.each([
	['a missing key', { apiKey: ' ' }, /API key is missing[\s\S]*credential/],
	['a key of two words', { apiKey: 'two words' }, /API key contains a space/],
	['a plain http address', { baseUrl: 'http://api.userplane.example/api/v1' }, /base URL[\s\S]*https:\/\//],
	['an address that is none', { baseUrl: 'userplane' }, /base URL/],
])('tells of a credential with %s, in every mode and before any request', async (_, credential, reason) => {
	expect(read(await world.run(world.recording(), { credential }))).toMatch(reason);
	const { items } = await world.run(world.recording(), { credential, onError: 'continueRegularOutput' });
	expect(readItem(items[0])).toMatch(reason);
	expect(world.simulator.requests).toEqual([]);
});

it('sends a refused key once', async () => {
	const result = await world.run(world.recording(), { credential: { apiKey: world.simulator.keys.unknown } });
	expect(read(result)).toContain('API_KEY_INVALID, HTTP 401');
	expect(world.simulator.requests).toHaveLength(1);
});
