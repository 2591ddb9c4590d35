import type { OpenAPIBackend } from 'openapi-backend';
import { enterWorkspace } from '../auth';
import { accountHandlers, workspaceHandlers } from './accounts';
import type { Call, Success } from './call';
import { linkHandlers } from './links';
import { recordingHandlers } from './recordings';
import { searchHandlers } from './search';
import { workspaceListHandlers } from './workspaceLists';

/** What a handler needs of its call before the contract has read the request. */
export type CallBase = Omit<Call, 'params' | 'query' | 'body'>;

/** Gives every operation of the contract its handler. */
export function registerHandlers(contract: OpenAPIBackend): void {
	const scoped = {
		...workspaceHandlers,
		...workspaceListHandlers,
		...linkHandlers,
		...recordingHandlers,
		...searchHandlers,
	};
	for (const [operationId, handler] of Object.entries(accountHandlers))
		contract.register(operationId, ({ request }, base: CallBase): Success =>
			handler({ ...base, ...readRequest(request) }),
		);
	for (const [operationId, handler] of Object.entries(scoped))
		contract.register(operationId, ({ request }, base: CallBase): Success => {
			const call = { ...base, ...readRequest(request) };
			const scope = enterWorkspace(base.store, call.params.workspaceId ?? '', base.user);
			return handler({ ...call, ...scope });
		});
}

/** The request as the contract has accepted it. */
function readRequest(request: {
	params: unknown;
	query: unknown;
	requestBody: unknown;
}): Pick<Call, 'params' | 'query' | 'body'> {
	return {
		params: request.params as Call['params'],
		query: request.query as Call['query'],
		body: request.requestBody,
	};
}
