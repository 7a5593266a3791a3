import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

export class ServiceEventWebhookApi implements ICredentialType {
	name = 'serviceEventWebhookApi';

	displayName = 'Service Event Webhook API';

	icon: Icon = {
		light: 'file:../icons/serviceEvent.svg',
		dark: 'file:../icons/serviceEvent.dark.svg',
	};

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/nodes/service-event-trigger.md#authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. the AppSecret of TWT Chat, or a long random text',
			hint: 'At least 16 characters',
			description:
				'For a signature, the secret that the source signs with; the trigger says which that is (TWT Chat: Settings > Developer settings > AppSecret). For a shared secret, any long random text that you also enter at the source.',
		},
		{
			displayName: 'Further Secrets',
			name: 'furtherSecrets',
			type: 'string',
			typeOptions: { password: true, rows: 3 },
			default: '',
			description:
				'One per line. Each of them is accepted too: while you replace a secret, or when several sources send to one URL.',
			hint: 'At least 16 characters each',
		},
	];
}
