import type { ChatMessage } from './stubs';

/** What a model could say in the agent's example: it looks for a link and its recordings, then makes one, leaving out what it may. */
export function agentTalk(linkId: string): ChatMessage[] {
	const calls: Array<[string, object]> = [
		['Find_Link_of_Ticket', { ticket: '4710' }],
		['List_Recordings_of_Link', { link_id: linkId }],
		['Search_Links', { search_text: 'Agent ticket' }],
		['Create_or_Update_Link', { ticket: '4711' }],
		['Create_or_Update_Link', { ticket: '4711' }],
		['Create_or_Update_Link', { ticket: '4711', title: 'Agent ticket 4711' }],
	];
	const asked = calls.map(([name, input], index): ChatMessage => ({
		content: null,
		tool_calls: [
			{ id: `call_${index}`, type: 'function', function: { name, arguments: JSON.stringify(input) } },
		],
	}));
	return [...asked, { content: 'Here is the link.' }];
}
