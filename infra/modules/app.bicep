metadata description = 'The function app on Flex Consumption.'

@description('The resources\' name, after their prefix.')
param name string

@description('Their region.')
param location string

@description('Their tags.')
param tags object

@description('Resource id of the application\'s identity.')
param identityId string

@description('Client id of the application\'s identity.')
param identityClientId string

@description('Where telemetry goes.')
param applicationInsightsConnectionString string

@description('The storage account.')
param storageAccountName string

@description('Where the deployed package lies.')
param deploymentContainerUrl string

@description('Where the application\'s tables are.')
param tablesEndpoint string

@description('The vault of the keys.')
param vaultUri string

@description('The Communication Services resource.')
param communicationEndpoint string

@description('What text messages come from.')
param smsFrom string

@description('What e-mails come from.')
param emailFrom string

@description('Issuer of the customers\' tokens.')
param signInAuthority string

@description('Audience of the customers\' tokens.')
param signInAudience string

@description('Id under which the web channel is registered with the issuer.')
param signInClientId string

@description('Scopes that the web channel asks for.')
param signInScope string

@description('Audience of Event Grid\'s tokens.')
param hooksAudience string

@description('Address at which customers reach the service, or empty.')
param portalUrl string

@description('Address of the operator\'s own contract directory, or empty.')
param directoryUrl string

@description('What the application asks a token for, to show to that directory, or empty.')
param directoryScope string

@description('Memory of an instance in MB.')
param instanceMemoryMB int

@description('Most instances at a time.')
param maximumInstanceCount int

@description('Instances that always run, for HTTP calls and for orchestrations each.')
param alwaysReadyInstances int

@description('How instances are replaced by a deployment.')
param updateStrategy string

@description('Ids of the keys of codes, whose secrets in the vault are `codes-key-` and the id.')
param codesKeys string[]

@description('The one of them that new requests use.')
param codesCurrentKey string

@description('Further settings of the application, or others than the template has.')
param settings object

var siteName = 'func-${name}'

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: siteName
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              { name: 'http', instanceCount: alwaysReadyInstances }
              { name: 'durable', instanceCount: alwaysReadyInstances }
            ]
      }
      // The service has it since 2023-12-01, Bicep's types do not yet: https://learn.microsoft.com/azure/azure-functions/flex-consumption-site-updates.
      #disable-next-line BCP037
      siteUpdateStrategy: { type: updateStrategy }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    // What is further down wins: who the application is and its keys, over what the operator has set, over the rest.
    properties: {
      AzureWebJobsDisableHomepage: 'true'
      // The host's traces too are sent, all of them: https://learn.microsoft.com/azure/azure-monitor/app/opentelemetry-sampling.
      OTEL_TRACES_SAMPLER: 'microsoft.fixed_percentage'
      OTEL_TRACES_SAMPLER_ARG: '1.0'
      Storage__TablesEndpoint: tablesEndpoint
      SignIn__Authority: signInAuthority
      SignIn__Audience: signInAudience
      SignIn__ClientId: signInClientId
      SignIn__Scope: signInScope
      Hooks__Authority: '${environment().authentication.loginEndpoint}${subscription().tenantId}/v2.0'
      Hooks__Audience: hooksAudience
      Communication__Endpoint: communicationEndpoint
      Sms__From: smsFrom
      Email__From: emailFrom
      Directory__BaseUrl: directoryUrl
      Directory__Scope: directoryScope
      Portal__Url: empty(portalUrl) ? 'https://${site.properties.defaultHostName}' : portalUrl
      ...settings
      AZURE_CLIENT_ID: identityClientId
      AzureWebJobsStorage__accountName: storageAccountName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      Storage__HashKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/storage-hash-key)'
      ...toObject(
        codesKeys,
        id => 'Codes__Keys__${id}',
        id => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/codes-key-${id})'
      )
      Codes__CurrentKey: codesCurrentKey
    }
  }

  // Deployed with identities alone: nobody signs in by a publishing password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

@description('The function app\'s name.')
output name string = site.name

@description('Where it answers.')
output url string = 'https://${site.properties.defaultHostName}'
