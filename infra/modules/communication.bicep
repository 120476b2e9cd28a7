metadata description = 'Text messages and e-mail.'

@description('The resources\' name, after their prefix.')
param name string

@description('Their tags.')
param tags object

@description('Where their data is kept.')
param dataLocation string

@description('Own domain, or empty for the one that Azure manages.')
param emailDomain string

@description('Whether that domain is verified.')
param emailDomainVerified bool

@description('What comes before the @ of the sending address.')
param emailSender string

@description('The application\'s identity, which sends.')
param principalId string

@description('Its name, of which the names of its roles are made: it is known before the deployment.')
param identityName string

@description('Where it is logged what became of messages, with numbers and addresses cut: masking.bicep.')
param workspaceId string

// Communication and Email Service Owner: the narrowest built-in role that may send.
var owner = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '09976791-48a7-449e-bb21-39d1a415f350')
var domainName = empty(emailDomain) ? 'AzureManagedDomain' : emailDomain

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: 'email-${name}'
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: email
  name: domainName
  location: 'global'
  tags: tags
  properties: {
    domainManagement: empty(emailDomain) ? 'AzureManaged' : 'CustomerManaged'
    // A holder's link is nobody else's to open.
    userEngagementTracking: 'Disabled'
  }
}

resource sender 'Microsoft.Communication/emailServices/domains/senderUsernames@2025-09-01' = {
  parent: domain
  name: emailSender
  properties: { username: emailSender, displayName: 'Espace client' }
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: 'acs-${name}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: empty(emailDomain) || emailDomainVerified ? [domain.id] : []
  }
}

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: communication
  name: guid(communication.id, identityName, owner)
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: owner }
}

// The stable version knows no workspace without a retention of its own.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: communication
  name: 'sent'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'SMSOperational', enabled: true }
      { category: 'EmailSendMailOperational', enabled: true }
      { category: 'EmailStatusUpdateOperational', enabled: true }
    ]
  }
}

@description('The resource\'s name.')
output name string = communication.name

@description('Where it is called.')
output endpoint string = 'https://${communication.properties.hostName}'

@description('The sending address.')
output emailFrom string = '${sender.properties.username}@${domain.properties.mailFromSenderDomain}'
