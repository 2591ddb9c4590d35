import { ADVICE } from '../../nodes/Userplane/shared/advice';
import { STATUS_OF } from '../../nodes/Userplane/transport/errorBody';
import { fromOutcome } from '../../nodes/Userplane/transport/errors';
import { errorKinds } from '../simulator/errors';

const read = (status: number, body: unknown) =>
	fromOutcome({ kind: 'answer', status, headers: {}, body }, 'a key');

it('knows each documented code with its status', () => {
	const documented = Object.entries(errorKinds).map(([code, { status }]) => [code, status]);
	expect([...STATUS_OF].sort()).toEqual(documented.sort());
	expect(Object.keys(ADVICE).sort()).toEqual([...STATUS_OF.keys()].sort());
});

describe('a documented code', () => {
	it.each([
		[503, { code: 'FORBIDDEN', message: 'No' }],
		[502, { code: 'LINK_NOT_FOUND', message: 'No' }],
		[404, { code: 'SERVICE_UNAVAILABLE', message: 'No' }],
	])('with a status of another kind is not told as Userplane’s: %i %j', (status, body) => {
		const error = read(status, body);
		expect(error.answer).toEqual({ code: body.code, status, isOwn: false });
		expect(`${error.message}\n${error.remedy}`).toMatch(/not look like Userplane's/);
		expect(`${error.message}\n${error.remedy}`).not.toContain(ADVICE[body.code][0]);
	});

	it.each([
		[402, { code: 'PLAN_LIMIT_EXCEEDED', message: 'No' }],
		[404, { code: 'LINK_GONE', message: 'No' }],
		[503, { code: 'WORKSPACE_SEARCH_UNAVAILABLE', message: 'No' }],
		[410, { code: 'LINK_GONE', status: 404, message: 'No' }],
	])('with a status near its own is told by what it means, and decides nothing: %i %j', (status, body) => {
		const error = read(status, body);
		expect(error.answer.isOwn).toBe(false);
		expect(error.message).toContain(ADVICE[body.code][0]);
	});
});
