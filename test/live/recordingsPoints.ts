import { ignores, inside, point, type Point, rename, rows } from './points';

/** Points in which a service may differ about the recordings and their files. */
export const recordings: Point[] = [
	point(
		'recordings.list',
		'data.recordings[].recordingDurationMs',
		'a duration as a text',
		rows('recordings', (row) => (row.recordingDurationMs = '12 s')),
	),
	point('recordings.list', 'sort_by', 'a sorting that is ignored', ignores('recordings', 'sort_by')),
	point('recordings.list', 'link_id', 'a filter by link that is ignored', ignores('recordings', 'link_id')),
	point(
		'recordings.list',
		'project_id',
		'a filter by project that is ignored',
		ignores('recordings', 'project_id'),
	),
	point(
		'recordings.list',
		'created_by',
		'a filter by creator that is ignored',
		ignores('recordings', 'created_by'),
	),
	point(
		'recordings.getById',
		'data.recording.meta.status',
		'no status',
		inside('recording', 'recording', (row) => Reflect.deleteProperty(row.meta as object, 'status')),
	),
	point(
		'recordings.getById',
		'data.recording.meta',
		'another name',
		inside('recording', 'recording', (row) => rename(row, 'meta', 'details')),
	),
	point(
		'recordings.getVideo',
		'data.resource.size',
		'a size that is wrong',
		inside('video', 'resource', (row) => (row.size = 7)),
	),
	point(
		'recordings.getVideo',
		'data.resource.size',
		'a size as a text',
		inside('video', 'resource', (row) => (row.size = '200000')),
	),
	point(
		'recordings.getVideo',
		'data.resource.type',
		'a type that is no MIME type',
		inside('video', 'resource', (row) => (row.type = 'webm')),
	),
	point(
		'recordings.getVideo',
		'data.resource.url',
		'a path instead of a URL',
		inside('video', 'resource', (row) => (row.url = '/files/video')),
	),
	point(
		'recordings.getThumbnail',
		'Content-Type of the file',
		'another type than the file has',
		inside('thumbnail', 'resource', (row) => (row.type = 'image/webp')),
	),
	point(
		'recordings.getConsoleLog',
		'data.resource.captureEnabled',
		'no word on capturing',
		inside('consoleLog', 'resource', (row) => Reflect.deleteProperty(row, 'captureEnabled')),
	),
	point(
		'recordings.getNetworkLog',
		'data.resource.signedUrl',
		'a key that is not documented',
		inside('networkLog', 'resource', (row) => (row.signedUrl = 'x')),
	),
];
