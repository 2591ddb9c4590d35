import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

/** The same job as Link > Create, as little as a declarative node needs for it: a contestant in the benchmarks. */
export class Declarative implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Declarative',
		name: 'declarative',
		group: ['transform'],
		version: 1,
		description: 'Creates a link for each item',
		defaults: { name: 'Declarative' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		requestDefaults: {
			baseURL: '={{ $parameter["baseUrl"] }}',
			headers: { Authorization: '=Bearer {{ $parameter["apiKey"] }}' },
		},
		properties: [
			{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
			{
				displayName: 'API Key',
				name: 'apiKey',
				type: 'string',
				typeOptions: { password: true },
				default: '',
			},
			{ displayName: 'Workspace', name: 'workspaceId', type: 'string', default: '' },
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				options: [
					{
						name: 'Create',
						value: 'create',
						action: 'Create a link',
						routing: {
							request: {
								method: 'POST',
								url: '=/public/workspace/{{ $parameter["workspaceId"] }}/links',
								body: { linkReusable: false },
							},
							output: {
								postReceive: [{ type: 'rootProperty', properties: { property: 'data.link' } }],
							},
						},
					},
				],
				default: 'create',
			},
			{
				displayName: 'Domain',
				name: 'domainId',
				type: 'string',
				default: '',
				routing: { send: { type: 'body', property: 'domainId' } },
			},
			{
				displayName: 'Reference',
				name: 'linkReference',
				type: 'string',
				default: '',
				routing: { send: { type: 'body', property: 'linkReference' } },
			},
		],
	};
}
