import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, readKey, wayOfKey } from '../nodes/Userplane/shared/baseUrl';
import { DEFAULT_REQUESTS_PER_MINUTE } from '../nodes/Userplane/shared/rateLimit';
import { ADVICE_BY_STATUS } from '../nodes/Userplane/shared/advice';

/** n8n shows one line of a test: what a node says of the same answer. Its types have rules of one kind only, its tester any. */
const rules = [
	...[401, 403, 404, 429, 503].map((value) => ({
		type: 'responseCode',
		properties: { value, message: ADVICE_BY_STATUS[value].join('. ') },
	})),
	{
		type: 'responseSuccessBody',
		properties: {
			key: 'data.user.id',
			value: undefined,
			message: 'The base URL answers, but not as Userplane does. Check the base URL.',
		},
	},
] as ICredentialTestRequest['rules'];

/** The key of one Userplane user. It acts with that user's rights in all of the user's workspaces. */
export class UserplaneApi implements ICredentialType {
	name = 'userplaneApi';

	displayName = 'Userplane API';

	icon: Icon = {
		light: 'file:../nodes/Userplane/userplane.svg',
		dark: 'file:../nodes/Userplane/userplane.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-userplane/n8n-nodes-userplane#readme';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. uspl_...',
			description: 'Create one in the Userplane dashboard under Account > Developers',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Change it only if Userplane gave you another URL',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: DEFAULT_REQUESTS_PER_MINUTE,
			description: 'Maximum number of requests per minute with this key. Set to 0 to turn pacing off.',
		},
	];

	/**
	 * Adds the key to a request.
	 * @throws UserplaneError when the request goes where no key may be sent (neither https nor this machine)
	 */
	authenticate: IAuthenticate = (credentials, requestOptions) => {
		// n8n's HTTP Request node still says `uri` when it uses this credential
		const { url, uri = url, baseURL, headers } = requestOptions as IHttpRequestOptions & { uri?: string };
		const proxy = wayOfKey(uri, baseURL);
		return Promise.resolve({
			...requestOptions,
			...(proxy && { proxy }),
			headers: { ...headers, Authorization: `Bearer ${readKey(credentials.apiKey)}` },
			// A redirect could lead the key to another host: nothing of Userplane redirects, so none is followed
			disableFollowRedirect: true,
			// n8n's HTTP Request node follows all the same
			sendCredentialsOnCrossOriginRedirect: false,
		});
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ($credentials.baseUrl || "${DEFAULT_BASE_URL}").trim().replace(/\\/+$/, "") }}`,
			url: '/public/me',
		},
		rules,
	};
}
