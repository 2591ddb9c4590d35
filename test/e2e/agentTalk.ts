import type { Recording } from '../simulator';
import type { ChatMessage } from './stubs';

/** What a model could say in the agent's example: it looks up what a customer has recorded, then makes a link, leaving out what it may. */
export function agentTalk({ recordingId, linkId }: Recording): ChatMessage[] {
	const make = 'Create_or_find_the_link_of_a_ticket';
	return asked([
		['Find_the_links_of_a_ticket', { ticket: '4710' }],
		['List_the_recordings_of_a_link', { link_id: linkId }],
		['Get_the_report_of_a_recording', { recording_id: recordingId }],
		[make, { ticket: '4711' }],
		[make, { ticket: '4711' }],
		[make, { ticket: '4711', title: 'Agent ticket 4711' }],
	]);
}

/** What a model could say that leaves out what the tools need. */
export function forgetfulTalk(): ChatMessage[] {
	return asked([
		['Find_the_links_of_a_ticket', { ticket: '' }],
		['Find_the_links_of_a_ticket', { ticket: 'ticket-undefined' }],
		['List_the_recordings_of_a_link', { link_id: '' }],
		['List_the_recordings_of_a_link', { link_id: 'null' }],
		['Get_the_report_of_a_recording', { recording_id: ' ' }],
		['Create_or_find_the_link_of_a_ticket', { ticket: '' }],
		['Create_or_find_the_link_of_a_ticket', { ticket: 'zendesk/' }],
	]);
}

function asked(calls: Array<[tool: string, input: object]>): ChatMessage[] {
	const messages = calls.map(([name, input], index): ChatMessage => ({
		content: null,
		tool_calls: [
			{ id: `call_${index}`, type: 'function', function: { name, arguments: JSON.stringify(input) } },
		],
	}));
	return [...messages, { content: 'Yes, and here is the link.' }];
}
