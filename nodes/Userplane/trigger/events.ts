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
		description: 'As soon as a recording is listed; its video and logs may not be there yet',
	},
	{
		name: 'Recording Ready',
		value: 'recordingReady',
		description: 'When a recording is uploaded, so that its video and logs can be fetched',
	},
];
