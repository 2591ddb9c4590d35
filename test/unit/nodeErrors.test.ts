import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { toErrorItem, toNodeError, toUserplaneError } from '../../nodes/Userplane/runtime/nodeErrors';
import { UserplaneError } from '../../nodes/Userplane/shared/errors';

const node: INode = {
	...{ id: '1', name: 'Userplane', type: 'userplane', typeVersion: 1, position: [0, 0], parameters: {} },
};
const shown = ({ message, description }: NodeApiError | NodeOperationError) => [message, description];

it('is what happened with its item, and what to do', () => {
	const error = toNodeError(node, new UserplaneError('It broke', 'Mend it'), 3);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(shown(error)).toEqual(['It broke [item 3]', 'Mend it']);
	expect(error.context.itemIndex).toBe(3);
	expect(shown(toNodeError(node, new UserplaneError('It broke', 'Mend it'), 0, 'More'))).toEqual([
		'It broke [item 0]',
		'Mend it. More',
	]);
	expect(shown(toNodeError(node, new UserplaneError('EPERMANENT', 'Mend it')))).toEqual([
		'EPERMANENT',
		'Mend it',
	]);
});

it('has the status of an answer', () => {
	const error = toNodeError(node, new UserplaneError('It broke', 'Mend it', { status: 503 }), 0);
	expect(error).toBeInstanceOf(NodeApiError);
	expect((error as NodeApiError).httpCode).toBe('503');
	expect(shown(error)).toEqual(['It broke [item 0]', 'Mend it']);
});

const withDescription = Object.assign(new Error('Node has no credential'), { description: 'Choose one' });

it.each([
	[withDescription, ['Node has no credential', 'Choose one']],
	[
		Object.assign(new Error('x'), { description: null }),
		['x', 'Check the field values and the credential of this node'],
	],
	[
		new Error('at https://a.example/?key=1 with uspl_abc'),
		['at https://a.example/ with [API key]', 'Check the field values and the credential of this node'],
	],
	[
		{ message: 'x', description: 'y' },
		['Something unexpected happened', 'Check the field values and the credential of this node'],
	],
])('keeps the words of an error that is not ours, and nothing else: %s', (error, [message, remedy]) => {
	expect(toUserplaneError(error)).toMatchObject({ message, remedy, answer: {} });
	expect(toErrorItem(error, 2)).toEqual({
		json: { error: `${message} [item 2]`, message: remedy },
		pairedItem: { item: 2 },
	});
});
