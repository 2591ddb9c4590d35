import { remembering } from '../../nodes/Userplane/logs/meaning';

it('remembers what it said of keys, of long ones and of too many not: a log could fill all memory', () => {
	const read = jest.fn((key: string) => key.length);
	const lengthOf = remembering(read);
	const timesRead = (key: string) => {
		read.mockClear();
		expect([lengthOf(key), lengthOf(key)]).toEqual([key.length, key.length]);
		return read.mock.calls.length;
	};
	expect(timesRead('level')).toBe(1);
	expect(timesRead('x'.repeat(60))).toBe(1);
	expect(timesRead('x'.repeat(61))).toBe(2);
	for (let n = 0; n < 5_000; n++) lengthOf(`key${n}`);
	expect(timesRead('message')).toBe(2);
	expect(timesRead('level')).toBe(0);
});
