export { attach, type Attaching, attachmentRefusal } from './attach';
export {
  type Attachment,
  Attachments,
  type Belonging,
  mostBytes,
  tooLarge,
  type Uploaded,
} from './attachments';
export { attachmentsOf } from './attachments-of';
export { type AttachedBy, claimAttachments } from './claim';
export { type AttachmentType, kindOf } from './kind';
