import { accountOf } from '../../nodes/Userplane/runtime/account';
import type { Operation, Result } from '../../nodes/Userplane/runtime/operation';
import { UnfinishedError, UserplaneError } from '../../nodes/Userplane/shared/errors';

const operation: Operation = {
	option: { name: 'Create', value: 'create' },
	properties: [],
	prepare: () => ({ run: () => Promise.resolve([]) }),
	receipt: ({ id }) => `lnk_${id as number}`,
};
const done = (id: number): Result => ({ outputs: [{ json: { id } }], hints: [] });
const half = (id: number): Result => ({ error: new UnfinishedError(`lnk_${id} may be half`, 'Look') });
const DONE = 'Running the workflow again repeats them';

it('is empty of what has only read, and of nothing', () => {
	expect(accountOf({ ...operation, receipt: undefined }, [done(1)])).toBe('');
	expect(accountOf(operation, [])).toBe('');
	expect(accountOf(operation, [undefined, { error: new UserplaneError('x', 'y') }])).toBe('');
});

it('names the items that are done, and those that may be, but for the one that is told anyway', () => {
	expect(accountOf(operation, [undefined, done(1), half(2), done(3), half(4)], 4)).toBe(
		`Done before it stopped: item 1 (lnk_1), item 3 (lnk_3). ${DONE}. Check these before you run it again: item 2 (lnk_2 may be half)`,
	);
	expect(accountOf(operation, [half(0), half(1)])).toBe(
		'Check these before you run it again: item 0 (lnk_0 may be half), item 1 (lnk_1 may be half)',
	);
});

it('says in the words of the operation what running it again does', () => {
	const again = { done: 'Nothing is doubled', unfinished: 'Done next time' };
	expect(accountOf({ ...operation, again }, [done(0), half(1)])).toBe(
		'Done before it stopped: item 0 (lnk_0). Nothing is doubled. Done next time: item 1 (lnk_1 may be half)',
	);
});

it('names twenty, and counts the others', () => {
	const named = (count: number) => Array.from({ length: count }, (_, n) => `item ${n} (lnk_${n})`).join(', ');
	const account = (count: number) =>
		accountOf(
			operation,
			Array.from({ length: count }, (_, n) => done(n)),
		);
	expect(account(20)).toBe(`Done before it stopped: ${named(20)}. ${DONE}`);
	expect(account(22)).toBe(`Done before it stopped: ${named(20)} and 2 more. ${DONE}`);
});
