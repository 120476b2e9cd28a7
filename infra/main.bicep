targetScope = 'subscription'

metadata name = 'ContractAttach'
metadata description = 'All that the service needs on Azure: the function app, its storage, keys, messages, telemetry and alerts. Event Grid comes after the application has been deployed: delivery-reports.bicep.'

@description('Name of the environment, such as `test` or `production`. Names of resources are made of it.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region of everything that has one. Flex Consumption must be offered there: `az functionapp list-flexconsumption-locations`.')
param location string

@description('Where Communication Services keeps its data. It cannot be changed later.')
@allowed([
  'Africa'
  'Asia Pacific'
  'Australia'
  'Brazil'
  'Canada'
  'Europe'
  'France'
  'Germany'
  'India'
  'Japan'
  'Korea'
  'Norway'
  'Switzerland'
  'UAE'
  'UK'
  'United States'
])
param communicationDataLocation string = 'France'

@description('Issuer of the customers\' access tokens: an OpenID Connect authority, `https://…`.')
@minLength(9)
@maxLength(512)
param signInAuthority string

@description('Audience that the customers\' access tokens must have.')
@minLength(1)
@maxLength(256)
param signInAudience string

@description('Id under which the web channel is registered with the issuer: a public client (authorization code, PKCE) whose redirect address is the portal\'s, with a slash at its end.')
@minLength(1)
@maxLength(256)
param signInClientId string

@description('Scopes that the web channel asks for, so that the token is for that audience and names the person.')
@minLength(1)
@maxLength(1024)
param signInScope string = 'openid profile email phone'

@description('Application (client) id of the Microsoft Entra application that Event Grid gets its tokens for: the audience of delivery reports.')
@minLength(1)
@maxLength(256)
param hooksAudience string

@description('What text messages come from: a number of the Communication Services resource, an alphanumeric sender of at most 11 characters, or a short code.')
@minLength(3)
@maxLength(16)
param smsFrom string

@description('Own domain for e-mail, such as `notifications.example.com`. Empty: the domain that Azure manages, which sends 5 e-mails a minute and 10 an hour, enough to try it.')
@maxLength(253)
param emailDomain string = ''

@description('Whether the own domain is verified: it sends from then on. Azure links no domain that is not.')
param emailDomainVerified bool = false

@description('What comes before the @ of the address that e-mails come from. A domain that Azure manages, and an own one until its limits are raised, knows donotreply alone.')
@minLength(1)
@maxLength(64)
param emailSender string = 'donotreply'

@description('Address at which customers reach the service, such as `https://contrats.example.com`. Empty: the function app\'s own.')
// The holder's SMS, which has it, is one message of 160 characters.
@maxLength(57)
param portalUrl string = ''

@description('Address of a contract directory of your own, docs/contract-directory.openapi.json; empty for contracts that are imported.')
@maxLength(256)
param directoryUrl string = ''

@description('What the application\'s identity asks a token for, to show to that directory, such as api://directory/.default.')
@maxLength(256)
param directoryScope string = ''

@description('Ids of the keys of codes, letters and digits: more than one while a key rotates. infra/keys.sh makes those that the vault does not have.')
@minLength(1)
param codesKeys string[] = ['k1']

@description('The one of them that new requests use.')
@minLength(1)
@maxLength(32)
param codesCurrentKey string = 'k1'

@description('Further settings of docs/operating.md by their names, such as `{ Attachment__CodesPerLinePerDay: \'5\' }`; they win over those that the other parameters give, but for who the application is and its keys. No secrets: whoever reads deployments reads them.')
param settings object = {}

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances at a time.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that always run, for HTTP calls and for orchestrations each: 0 costs nothing at rest, 1 spares the first caller a cold start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('How a deployment replaces instances: some after others, while what they are at comes to its end (RollingUpdate, a preview), or all at once (Recreate).')
@allowed(['RollingUpdate', 'Recreate'])
param updateStrategy string = 'RollingUpdate'

@description('Copies of the storage account\'s data. ZRS or GZRS for production, where the region has zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days for which logs and traces are kept.')
@minValue(30)
@maxValue(730)
param retentionInDays int = 30

@description('Address that alerts go to. Empty: alerts are seen in the portal alone.')
@maxLength(254)
param alertEmail string = ''

@description('Codes sent in an hour above which an alert is raised, since somebody may have messages sent that cost (SMS pumping): some times what your busiest hour has.')
@minValue(1)
@maxValue(1000000)
param codesPerHour int = 500

@description('Costs of the resource group in a month, in the subscription\'s currency, at 80 % and at 100 % of which the alert address is written to. Messages are what costs. 0: no budget.')
@minValue(0)
@maxValue(1000000)
param monthlyBudget int = 0

@description('First day of the month in which the budget is made, such as `2026-12-01`, and the same day in every later deployment: Azure does not let it change.')
@maxLength(10)
param budgetStart string = ''

@description('Object id of whoever deploys, who may then put keys into the vault. `azd` gives it.')
@maxLength(36)
param deployerPrincipalId string

@description('What the deployer is.')
@allowed(['User', 'ServicePrincipal', 'Group'])
param deployerPrincipalType string = 'User'

var tags = { 'azd-env-name': environmentName, application: 'contract-attach' }
var suffix = take(uniqueString(subscription().id, environmentName, location), 8)
// As they are written in a list.
var keys = map(codesKeys, id => trim(id))
var identityName = 'id-contract-attach-${suffix}'

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-contract-attach-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: identityName, location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: 'contract-attach-${suffix}'
    location: location
    tags: tags
    retentionInDays: retentionInDays
    principalId: identity.outputs.principalId
    identityName: identityName
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'stcontractattach${suffix}'
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.outputs.principalId
    identityName: identityName
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-attach-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    identityName: identityName
    deployerPrincipalId: deployerPrincipalId
    deployerPrincipalType: deployerPrincipalType
    workspaceId: monitoring.outputs.workspaceId
  }
}

module communication 'modules/communication.bicep' = {
  scope: group
  params: {
    name: 'contract-attach-${suffix}'
    tags: tags
    dataLocation: communicationDataLocation
    emailDomain: emailDomain
    emailDomainVerified: emailDomainVerified
    emailSender: emailSender
    principalId: identity.outputs.principalId
    identityName: identityName
    workspaceId: monitoring.outputs.workspaceId
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'contract-attach-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    storageAccountName: storage.outputs.name
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    tablesEndpoint: storage.outputs.tablesEndpoint
    vaultUri: vault.outputs.uri
    communicationEndpoint: communication.outputs.endpoint
    smsFrom: smsFrom
    emailFrom: communication.outputs.emailFrom
    signInAuthority: signInAuthority
    signInAudience: signInAudience
    signInClientId: signInClientId
    signInScope: signInScope
    hooksAudience: hooksAudience
    portalUrl: portalUrl
    directoryUrl: directoryUrl
    directoryScope: directoryScope
    codesKeys: keys
    codesCurrentKey: contains(keys, codesCurrentKey) ? codesCurrentKey : fail('codesCurrentKey is none of codesKeys.')
    settings: settings
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    updateStrategy: updateStrategy
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
    codesPerHour: codesPerHour
    monthlyBudget: monthlyBudget
    budgetStart: monthlyBudget > 0 && empty(budgetStart) ? fail('Give budgetStart with monthlyBudget.') : budgetStart
  }
}

@description('Where the service answers.')
output SERVICE_URL string = app.outputs.url

@description('The resource group, of every `az` command of docs/operating.md.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The function app, for `func azure functionapp publish` or `az functionapp deployment source config-zip`.')
output FUNCTION_APP_NAME string = app.outputs.name

@description('The vault that the keys are put into, by infra/keys.sh.')
output KEY_VAULT_NAME string = vault.outputs.name

@description('The Communication Services resource, that a number is bought for and whose delivery reports are subscribed to.')
output COMMUNICATION_SERVICE_NAME string = communication.outputs.name

@description('The address that e-mails come from.')
output EMAIL_FROM string = communication.outputs.emailFrom

@description('The storage account, which also takes reports that could not be delivered.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('Who alerts are sent to, also those of delivery-reports.bicep; empty where nobody is.')
output ACTION_GROUP_ID string = alerts.outputs.actionGroupId
