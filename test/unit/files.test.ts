import {
	fileNameOf,
	FILES,
	LOGS,
	mimeTypeOf,
	readFileNames,
	readResource,
} from '../../nodes/Userplane/shared/files';
import type { FileName } from '../../nodes/Userplane/shared/files';
import { refusal } from './refusal';

const names = Object.keys(FILES) as FileName[];

describe('a choice of files', () => {
	it.each([
		['an array', ['video', 'thumbnail'], ['thumbnail', 'video']],
		['a text with commas', ' video ,thumbnail,', ['thumbnail', 'video']],
		['one', 'actions', ['actions']],
		['one twice', ['video', 'video'], ['video']],
	])('may be %s', (_, value, expected) => {
		expect(readFileNames(value, 'Files', names)).toEqual(expected);
	});

	it.each([[], '', ' , ', null, undefined, [''], {}])('is refused when it is empty: %j', (value) => {
		expect(refusal(() => readFileNames(value, 'Files', names)).message).toBe('Files is empty');
	});

	it.each(['audio', 'Video', ['video', 'toString'], 3])('is refused when it is not offered: %j', (value) => {
		const { message, remedy } = refusal(() => readFileNames(value, 'Files', names));
		expect(message).toBe('Files has an unknown value');
		expect(remedy).toContain('consoleLog');
	});

	it('of logs has no video', () => {
		expect(refusal(() => readFileNames(['video'], 'Logs', LOGS)).message).toContain('Logs');
	});
});

describe('a MIME type', () => {
	it.each([
		[['video/mp4', 'video/webm'], 'video/mp4'],
		[[null, 'video/mp4; codecs="avc1"'], 'video/mp4'],
		[[undefined, ' Video/MP4 '], 'video/mp4'],
		[['application/octet-stream', 'video/mp4'], 'video/mp4'],
		[['binary/octet-stream', undefined], 'video/webm'],
		[['', 'mp4', 7], 'video/webm'],
		[['no video/mp4'], 'video/webm'],
		[[], 'video/webm'],
		[['application/vnd.api+json'], 'application/vnd.api+json'],
	])('of a video is read from %j: %s', (said, expected) => {
		expect(mimeTypeOf('video', ...said)).toBe(expected);
	});

	it.each(names)('of a file without one is the usual: %s', (name) => {
		expect(mimeTypeOf(name)).toBe(FILES[name].mimeType);
	});
});

describe('a file name', () => {
	it.each([
		['video', 'rec_1', 'video/mp4', 'rec_1-video.mp4'],
		['video', 'rec_1', 'video/x-unknown', 'rec_1-video.webm'],
		['thumbnail', 'rec_1', 'image/jpeg', 'rec_1-thumbnail.jpg'],
		['consoleLog', 'rec_1', 'text/plain', 'rec_1-console-log.ndjson'],
		['actions', '../a b/é', 'application/json', '.._a_b__-actions.json'],
	] as const)('of %s %s as %s is %s', (file, id, mimeType, expected) => {
		expect(fileNameOf(file, id, mimeType)).toBe(expected);
	});
});

it.each([
	[{ resource: { url: 'u' } }, { url: 'u' }],
	[{}, {}],
	[{ resource: null }, {}],
	[{ resource: ['a'] }, {}],
])('reads the description of a file tolerantly: %j', (data, expected) => {
	expect(readResource(data)).toEqual(expected);
});
