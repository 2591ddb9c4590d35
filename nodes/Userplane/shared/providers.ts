import type { INodePropertyOptions } from 'n8n-workflow';

/** The 28 values of `linkProviderType` in the contract documents, under their product names, in the names' order. */
export const PROVIDERS: INodePropertyOptions[] = [
	{ name: 'Ada', value: 'ada' },
	{ name: 'Asana', value: 'asana' },
	{ name: 'Azure DevOps', value: 'azure_devops' },
	{ name: 'ClickUp', value: 'clickup' },
	{ name: 'Crisp', value: 'crisp' },
	{ name: 'Forethought', value: 'forethought' },
	{ name: 'Freshchat', value: 'freshchat' },
	{ name: 'Freshdesk', value: 'freshdesk' },
	{ name: 'Front', value: 'front' },
	{ name: 'GitHub', value: 'github' },
	{ name: 'GitLab', value: 'gitlab' },
	{ name: 'HappyFox', value: 'happyfox' },
	{ name: 'Help Scout', value: 'helpscout' },
	{ name: 'HubSpot', value: 'hubspot' },
	{ name: 'Intercom', value: 'intercom' },
	{ name: 'Jira', value: 'jira' },
	{ name: 'Jira Service Management', value: 'jira_service_management' },
	{ name: 'Linear', value: 'linear' },
	{ name: 'Notion', value: 'notion' },
	{ name: 'Other', value: 'others' },
	{ name: 'Plain', value: 'plain' },
	{ name: 'Pylon', value: 'pylon' },
	{ name: 'Sentry', value: 'sentry' },
	{ name: 'ServiceNow', value: 'servicenow' },
	{ name: 'Slack', value: 'slack' },
	{ name: 'Web', value: 'web' },
	{ name: 'Zendesk', value: 'zendesk' },
	{ name: 'Zoho Desk', value: 'zoho_desk' },
];

/** The values alone, for checking what an expression gives. */
export const PROVIDER_VALUES: ReadonlySet<unknown> = new Set(PROVIDERS.map(({ value }) => value));

/** The product's name for a value; a value that no document names as it stands. */
export function providerName(value: string | null): string | null {
	return PROVIDERS.find((provider) => provider.value === value)?.name ?? value;
}
