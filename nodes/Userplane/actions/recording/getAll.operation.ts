import { LINK_FILTER, PROJECT_FILTER, REQUESTED_BY_FILTER } from '../../shared/fields';
import { recordingOutput } from '../../shared/outputs';
import { getMany } from '../getMany';

/** GET .../recordings (API reference 1.15, evidence grade C). Rows have no status, link or project: those need a Get. */
export const getAll = getMany({
	list: 'recordings',
	action: 'Get many recordings',
	description: 'Get many recordings, e.g. all recordings of a link',
	filters: [LINK_FILTER, PROJECT_FILTER, REQUESTED_BY_FILTER],
	output: recordingOutput,
	sortBy: [
		{ name: 'Created At', value: 'created_at' },
		{ name: 'Recording Duration', value: 'recording_duration' },
	],
});
