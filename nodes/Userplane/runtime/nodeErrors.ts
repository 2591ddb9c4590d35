import type { INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { UserplaneError } from '../shared/errors';
import { redact } from '../transport/redact';

/**
 * The error that ends a node, as n8n shows it: what happened, the item, and below it what to do.
 * Nothing of the original error is kept in it, since an HTTP client's error holds the key.
 * @param itemIndex undefined when it is no single item's
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
	more = '',
): NodeApiError | NodeOperationError {
	const { message, remedy, answer } = toUserplaneError(error);
	const text = itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
	const description = more === '' ? remedy : `${remedy}. ${more}`;
	const options = { message: text, description, itemIndex };
	const nodeError =
		answer.status === undefined
			? new NodeOperationError(node, text, options)
			: new NodeApiError(node, { message: text }, { ...options, httpCode: String(answer.status) });
	// n8n replaces texts in which it finds a system code such as EPERM, also in the middle of a word
	nodeError.message = text;
	nodeError.description = description;
	return nodeError;
}

/** The item that stands for a failed one when the node continues: the one shape that every n8n version routes (n8n fact E.3). */
export function toErrorItem(error: unknown, itemIndex: number): INodeExecutionData {
	const { message, remedy, label } = toUserplaneError(error);
	return {
		json: {
			error: `${message} [item ${itemIndex}]`,
			message: label === '' ? remedy : `${label}: ${remedy}`,
		},
		pairedItem: { item: itemIndex },
	};
}

/** Errors that are not ours come from n8n, e.g. a missing credential: their text is kept, their contents are not. */
export function toUserplaneError(error: unknown): UserplaneError {
	if (error instanceof UserplaneError) return error;
	const message = error instanceof Error ? error.message : 'Something unexpected happened';
	const description = error instanceof Error && 'description' in error ? error.description : undefined;
	const remedy =
		typeof description === 'string' ? description : 'Check the field values and the credential of this node';
	return new UserplaneError(redact(message, ''), redact(remedy, ''));
}
