import { readCount, readNamed, readObjects } from '../../nodes/Userplane/shared/objects';
import { refusal } from './refusal';

it.each([
	[0, 0],
	[' 42 ', 42],
	['9'.repeat(15), 999_999_999_999_999],
])('a count may be %j', (value, count) => {
	expect(readCount(value)).toBe(count);
});

it.each(['9'.repeat(16), '-1', '1.5', 'x1', '1x', '', true, null, undefined, [1]])(
	'is no count: %j',
	(value) => {
		expect(readCount(value)).toBeUndefined();
	},
);

const REMEDY = 'Check the base URL in your Userplane API credential. If it is correct, update this package';

it.each([{}, { linkId: '' }, { link: {} }, { link: { linkId: null } }, { link: { recordingId: 'rec_1' } }])(
	'what names no link is none: %j',
	(data) => {
		expect(refusal(() => readNamed(data, 'link'))).toMatchObject({
			message: 'Userplane sent an unexpected response: it has no link that can be read',
			remedy: REMEDY,
		});
	},
);

it.each([
	[{ link: { linkId: 'lnk_1' } }, { linkId: 'lnk_1' }],
	[{ link: { id: 7 } }, { id: 7 }],
	[
		{ linkId: 'lnk_1', link: [] },
		{ linkId: 'lnk_1', link: [] },
	],
])('a link is read from %j', (data, link) => {
	expect(readNamed(data, 'link')).toEqual(link);
});

it.each([{}, { links: {} }, { links: [{}, null] }])('is no list of links: %j', (data) => {
	expect(refusal(() => readObjects(data, 'links'))).toMatchObject({
		message: 'Userplane sent an unexpected response: it has no list "links" that can be read',
		remedy: REMEDY,
	});
	expect(readObjects({ links: [] }, 'links')).toEqual([]);
});
