import { toMessages } from '../../nodes/Userplane/runtime/hints';

it('shows the same text once, with what it is about, in the order of the items', () => {
	const hints = [
		{ text: 'Late: {}.', about: '$&' },
		{ text: 'Cut {}.' },
		{ text: 'Late: {}.', about: 'b' },
		{ text: 'Cut {}.' },
		{ text: 'Late: {}.', about: '$&' },
	];
	expect(toMessages(hints)).toEqual(['Late: $&, b.', 'Cut {}.']);
});

it.each([
	[3, 'Late: 0, 1, 2.'],
	[4, 'Late: 0, 1, 2 and 1 more.'],
	[200, 'Late: 0, 1, 2 and 197 more.'],
])('names the first of %i', (count, message) => {
	const hints = Array.from({ length: count }, (_, n) => ({ text: 'Late: {}.', about: String(n) }));
	expect(toMessages(hints)).toEqual([message]);
});

it.each([
	[5, []],
	[6, ['Hints not shown: 1']],
	[400, ['Hints not shown: 395']],
])('counts those of %i texts that it does not show', (count, more) => {
	const hints = Array.from({ length: count }, (_, n) => ({ text: `Text ${n}.` }));
	expect(toMessages(hints)).toEqual(['Text 0.', 'Text 1.', 'Text 2.', 'Text 3.', 'Text 4.', ...more]);
});
