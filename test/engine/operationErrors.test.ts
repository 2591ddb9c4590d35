import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { ADVICE } from '../../nodes/Userplane/shared/advice';
import { errorKinds } from '../simulator/errors';
import type { ErrorCode } from '../simulator/errors';
import type { OperationCase } from './operations';
import { declaredErrors, operations, parametersOf } from './operations';
import { byId, read, readItem, useWorld } from './support';

const world = useWorld();

/** Files and logs show the errors of each file's own call. */
const ofFiles: OperationCase[] = [
	{ operation: 'download', resources: 'video', call: 'recordings.getVideo' },
	{ operation: 'download', resources: 'thumbnail', call: 'recordings.getThumbnail' },
	{ operation: 'getLogs', logs: 'consoleLog', call: 'recordings.getConsoleLog' },
	{ operation: 'getLogs', logs: 'networkLog', call: 'recordings.getNetworkLog' },
	{ operation: 'getLogs', logs: 'actions', call: 'recordings.getAction' },
].map(({ operation, call, ...files }) => ({
	...{ resource: 'recording', operation, operationId: call, method: 'GET', path: () => '', output: () => [] },
	parameters: (seed) => ({ recordingId: byId(seed.recordingId), ...files }),
}));

/** The keys of a failed item and the item that it stands for. */
function shapeOf({ json, pairedItem }: INodeExecutionData): unknown[] {
	return [...Object.keys(json), (pairedItem as { item: number }).item];
}

const modes = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
const named = [...operations, ...ofFiles].map((one) => ({
	name: `${one.resource} ${one.operation}`,
	call: one.operationId,
	one,
}));

describe.each(named)('$name tells every documented error of $call', ({ one }) => {
	it.each(modes)('in the mode %s', async (onError) => {
		const declared = await declaredErrors(one.operationId);
		expect(declared.length).toBeGreaterThanOrEqual(6);
		for (const { code, status } of declared) {
			expect(Object.keys(errorKinds)).toContain(code);
			expect(Object.keys(ADVICE)).toContain(code);
			world.reset();
			const fault = { kind: 'status', status, code } as const;
			world.simulator.faults.add({ match: { operationId: one.operationId }, fault });
			const parameters = parametersOf(one, world.simulator.seed);
			const waits = status === 429 || status >= 500;
			const result = await (waits
				? world.runWaiting(parameters, { onError })
				: world.run(parameters, { onError }));
			const branch = onError === 'continueErrorOutput' ? 1 : 0;
			const failed = result.outputs[branch]?.[0];
			const text = onError === 'stopWorkflow' ? read(result) : readItem(failed);
			expect(text).toContain(`${code}, HTTP ${status}`);
			expect(text).toContain(errorKinds[code as ErrorCode].message.replace(/\.$/, ''));
			expect(text).toContain(ADVICE[code][1]);
			const failures = onError === 'stopWorkflow' ? [] : [['error', 'message', 0]];
			expect(result.outputs.flat().map(shapeOf)).toEqual(failures);
			expect(result.status).toBe(onError === 'stopWorkflow' ? 'error' : 'success');
		}
	});
});

describe('a success that names nothing', () => {
	const meet = () => {
		const body = { message: 'OK', data: {} };
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
	};
	const told = async (parameters: INodeParameters) => {
		meet();
		return read(await world.run(parameters));
	};
	const unexpected = /^Userplane sent an unexpected response: it has no \w+ that can be read/;
	const gets = operations.filter(({ operation }) => operation === 'get');

	it.each(gets.map((one) => [one.resource, one] as const))('is an error: %s get', async (_, one) => {
		expect(await told(parametersOf(one, world.simulator.seed))).toMatch(unexpected);
	});

	it.each(['get', 'getReport'])('is an error: recording %s', async (operation) => {
		expect(await told(world.recording({ operation }))).toMatch(unexpected);
	});

	it('of the details leaves the ID of the recording beside its files', async () => {
		const body = { message: 'OK', data: {} };
		const match = { operationId: 'recordings.getById' };
		world.simulator.faults.add({ match, fault: { kind: 'status', status: 200, body } });
		const { recordingId } = world.simulator.seed;
		const { items } = await world.run(world.recording({ operation: 'download', resources: ['thumbnail'] }));
		expect(items[0].json).toMatchObject({ recordingId, thumbnail: {} });
		expect(Object.keys(items[0].binary ?? {})).toEqual(['thumbnail']);
	});

	it.each([
		['upsert', {}],
		['upsert', { linkId: 'lnk_000005' }],
		['create', { linkId: 'lnk_000005' }],
	])("of the update after %s leaves the link's URL in the output: %j", async (operation, data) => {
		const body = () => ({ message: 'Link updated', data });
		world.simulator.faults.add({ match: { method: 'PUT' }, fault: { kind: 'rewrite', body } });
		const { items } = await world.run({
			...world.upsert({ additionalFields: { linkTitle: 'T' } }),
			operation,
		});
		expect(items[0].json).toMatchObject(world.shown(world.newLinks()[0]));
	});

	it('of an update, and of the look after it, is told with the ID of the link', async () => {
		const text = await told(world.update({ linkTitle: 'T' }));
		expect(text).toContain(
			`The link ${world.simulator.seed.linkId} was updated, but could not be read afterwards: Userplane sent an unexpected response`,
		);
	});
});
