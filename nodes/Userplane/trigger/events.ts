import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import {
	CREATOR_FILTER,
	DOMAIN_FILTER,
	LINK_FILTER,
	PROJECT_FILTER,
	REQUESTED_BY_FILTER,
} from '../shared/fields';

/** What an event watches. */
export interface Watched {
	list: 'links' | 'recordings';
	filters: INodeProperties[];
	/** Whether an event is told only when the upload is complete. */
	waitsForReady: boolean;
}

const RECORDING_FILTERS = [LINK_FILTER, PROJECT_FILTER, REQUESTED_BY_FILTER];

export const EVENTS: ReadonlyMap<string, Watched> = new Map(
	Object.entries({
		linkCreated: {
			list: 'links',
			filters: [CREATOR_FILTER, DOMAIN_FILTER, PROJECT_FILTER],
			waitsForReady: false,
		},
		recordingCreated: { list: 'recordings', filters: RECORDING_FILTERS, waitsForReady: false },
		recordingReady: { list: 'recordings', filters: RECORDING_FILTERS, waitsForReady: true },
	} satisfies Record<string, Watched>),
);

export const EVENT_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'Link Created',
		value: 'linkCreated',
		description: 'When anyone creates a recording link',
	},
	{
		name: 'Recording Created',
		value: 'recordingCreated',
		description: 'When a recording is listed. Its video and logs may not be available yet.',
	},
	{
		name: 'Recording Ready',
		value: 'recordingReady',
		description: 'When a recording is uploaded and its video and logs are available',
	},
];
