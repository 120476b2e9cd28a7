metadata description = 'The tables, the durable engine\'s queues, tables and blobs, and the deployed package, in one account that knows identities alone.'

@description('The account\'s name.')
@minLength(3)
@maxLength(24)
param name string

@description('Its region.')
param location string

@description('Its tags.')
param tags object

@description('Copies of its data.')
param sku string

@description('The application\'s identity.')
param principalId string

@description('Its name, of which the names of its roles are made: it is known before the deployment.')
param identityName string

// Both by the host and the durable engine, which make their own containers, queues and tables: so at the account.
var roles = {
  blobOwner: 'b7e6dc6d-f1b7-4753-9033-0f276bb0955b' // Storage Blob Data Owner
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88' // Storage Queue Data Contributor
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'app-package'
  properties: { publicAccess: 'None' }
}

resource undelivered 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'undelivered-reports'
  properties: { publicAccess: 'None' }
}

// They have the numbers that messages went to.
resource forgotten 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'undelivered-reports'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${undelivered.name}/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
}

resource may 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    scope: account
    name: guid(account.id, identityName, role.value)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

@description('The account\'s name.')
output name string = account.name

@description('Where the application\'s tables are.')
output tablesEndpoint string = account.properties.primaryEndpoints.table

@description('Where the deployed package lies.')
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${packages.name}'
