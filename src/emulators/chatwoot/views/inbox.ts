import type { Json, JsonObject } from '../../../core/json.ts';
import { mayAskAgain, type Scene } from '../scene.ts';
import type { Canaries, Inbox } from '../state.ts';

/** One of `/inboxes`. An administrator is told how the channel logs in, passwords and all; an agent is not. */
export function inboxView(inbox: Inbox, { owner, canaries }: Scene): Json {
  const secrets = owner.role === 'administrator' ? canaries : undefined;
  return {
    id: inbox.id,
    avatar_url: '',
    channel_id: inbox.id,
    name: inbox.name,
    channel_type: inbox.channel,
    greeting_enabled: false,
    greeting_message: null,
    working_hours_enabled: false,
    enable_email_collect: true,
    csat_survey_enabled: false,
    enable_auto_assignment: true,
    auto_assignment_config: {},
    out_of_office_message: null,
    working_hours: [],
    timezone: 'UTC',
    callback_webhook_url: null,
    allow_messages_after_resolved: true,
    lock_to_single_conversation: false,
    sender_name_type: 'friendly',
    business_name: null,
    hmac_mandatory: null,
    phone_number: inbox.channel === 'Channel::Whatsapp' ? '+15550000000' : null,
    provider: inbox.provider ?? null,
    ...ofChannel(inbox, secrets),
    ...reauthorization(inbox, secrets !== undefined),
  };
}

const widget: JsonObject = {
  website_url: 'https://www.example.test',
  widget_color: '#1f93ff',
  web_widget_script: '<script></script>',
  welcome_title: null,
  welcome_tagline: null,
  reply_time: 'in_a_few_minutes',
  selected_feature_flags: ['attachments', 'emoji_picker'],
};

function ofChannel({ channel, name }: Inbox, secrets: Canaries | undefined): JsonObject {
  switch (channel) {
    case 'Channel::WebWidget':
      return { ...widget, ...ofWidget(secrets) };
    case 'Channel::Email':
      return { email: `${slug(name)}@example.test`, forward_to_email: 'in@example.test', ...mailbox(secrets) };
    case 'Channel::FacebookPage':
      return { page_id: '100000000000001' };
    case 'Channel::Instagram':
      return { instagram_id: '17840000000000001' };
    case 'Channel::TwilioSms':
      return { medium: 'sms', messaging_service_sid: null, ...twilio(secrets) };
    case 'Channel::Whatsapp':
      return { message_templates: [], ...whatsapp(secrets) };
    case 'Channel::Api':
      return { webhook_url: null, inbox_identifier: slug(name), additional_attributes: {}, ...hmac(secrets) };
  }
  return {};
}

/** Absent where the channel cannot say it, and of mail for all but administrators: absent is not well. */
function reauthorization({ channel, provider, reauthorizationRequired }: Inbox, isAdministrator: boolean): JsonObject {
  const told = mayAskAgain(channel, provider) && (channel !== 'Channel::Email' || isAdministrator);
  return told ? { reauthorization_required: reauthorizationRequired } : {};
}

function ofWidget(secrets: Canaries | undefined): JsonObject {
  const website = secrets === undefined ? {} : { website_token: secrets['website-token'].reveal() };
  return { ...website, ...hmac(secrets) };
}

function hmac(secrets: Canaries | undefined): JsonObject {
  return secrets === undefined ? {} : { hmac_token: secrets['hmac-token'].reveal() };
}

function twilio(secrets: Canaries | undefined): JsonObject {
  if (secrets === undefined) return {};
  return { auth_token: secrets['twilio-auth-token'].reveal(), account_sid: 'AC00000000000000000000000000000000' };
}

function whatsapp(secrets: Canaries | undefined): JsonObject {
  if (secrets === undefined) return {};
  return { provider_config: { api_key: secrets['whatsapp-api-key'].reveal(), phone_number_id: '1', source: 'manual' } };
}

function mailbox(secrets: Canaries | undefined): JsonObject {
  if (secrets === undefined) return {};
  return {
    imap_login: 'support@example.test',
    imap_password: secrets['imap-password'].reveal(),
    imap_address: 'imap.example.test',
    imap_port: 993,
    imap_enabled: true,
    imap_enable_ssl: true,
    smtp_login: 'support@example.test',
    smtp_password: secrets['smtp-password'].reveal(),
    smtp_address: 'smtp.example.test',
    smtp_port: 587,
    smtp_enabled: true,
    smtp_domain: 'example.test',
    smtp_enable_ssl_tls: false,
    smtp_enable_starttls_auto: true,
    smtp_openssl_verify_mode: 'none',
    smtp_authentication: 'login',
  };
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** `/inboxes/:id/health` of a WhatsApp number: what Meta says of it. */
export function numberHealthView(isRestricted: boolean): Json {
  return {
    id: '1',
    display_phone_number: '+1 555-000-0000',
    verified_name: 'Prestage',
    name_status: 'APPROVED',
    quality_rating: isRestricted ? 'RED' : 'GREEN',
    messaging_limit_tier: isRestricted ? 'TIER_50' : 'TIER_1K',
    status: isRestricted ? 'RESTRICTED' : 'CONNECTED',
    account_mode: 'LIVE',
    code_verification_status: 'VERIFIED',
    webhook_configuration: { application: 'https://chat.example.test/webhooks/whatsapp/+15550000000' },
    expected_webhook_url: 'https://chat.example.test/webhooks/whatsapp/+15550000000',
    throughput: { level: 'STANDARD' },
    platform_type: 'CLOUD_API',
  };
}
