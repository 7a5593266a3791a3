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
				'For a signature, enter the secret that the source signs with; the trigger says where to find it (TWT Chat: Settings > Developer settings > AppSecret). For a shared secret, enter a long random text, and the same one in the source.',
		},
		{
			displayName: 'Further Secrets',
			name: 'furtherSecrets',
			type: 'string',
			typeOptions: { password: true, rows: 3 },
			default: '',
			description:
				'Enter one per line. They are accepted as well, for example while you replace a secret or if several sources send to one URL.',
			hint: 'At least 16 characters each',
		},
	];
}
