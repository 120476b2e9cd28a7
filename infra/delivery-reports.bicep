metadata name = 'ContractAttach delivery reports'
metadata description = 'Event Grid tells the application what became of text messages. Deployed after the application: the subscription is made only if the application answers the handshake.'

@description('Where the application answers: output SERVICE_URL of main.bicep.')
@minLength(9)
@maxLength(256)
param serviceUrl string

@description('Output COMMUNICATION_SERVICE_NAME of main.bicep.')
param communicationServiceName string

@description('Output STORAGE_ACCOUNT_NAME of main.bicep: reports that could not be delivered within an hour are put there.')
param storageAccountName string

@description('The parameter hooksAudience of main.bicep: the Microsoft Entra application that Event Grid gets its tokens for.')
@minLength(1)
@maxLength(256)
param hooksAudience string

@description('Output ACTION_GROUP_ID of main.bicep: who is written to when a report could not be delivered; or empty.')
param actionGroupId string = ''

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationServiceName
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource undelivered 'containers' existing = { name: 'undelivered-reports' }
  }
}

// Storage Blob Data Contributor, on that one container.
var blobContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${communicationServiceName}'
  location: 'global'
  identity: { type: 'SystemAssigned' }
  properties: { source: communication.id, topicType: 'Microsoft.Communication.CommunicationServices' }
}

resource puts 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::undelivered
  name: guid(account::blobs::undelivered.id, topic.id, blobContributor)
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: blobContributor
  }
}

resource reports 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'sms-delivery-reports'
  dependsOn: [puts]
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: { includedEventTypes: ['Microsoft.Communication.SMSDeliveryReportReceived'] }
    destination: {
      endpointType: 'WebHook'
      properties: {
        // No secret is in the address: a token says who calls.
        #disable-next-line use-secure-value-for-secure-inputs
        endpointUrl: '${serviceUrl}/hooks/sms-delivery-reports'
        azureActiveDirectoryTenantId: subscription().tenantId
        azureActiveDirectoryApplicationIdOrUri: hooksAudience
        maxEventsPerBatch: 100
        preferredBatchSizeInKilobytes: 64
        minimumTlsVersionAllowed: '1.2'
      }
    }
    // A report that comes after the request has ended, an hour at most, changes nothing.
    retryPolicy: { eventTimeToLiveInMinutes: 60, maxDeliveryAttempts: 30 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: account.id, blobContainerName: account::blobs::undelivered.name }
      }
    }
  }
}

resource alert 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'contract-attach-reports-undelivered'
  location: 'global'
  properties: {
    description: 'Reports on text messages could not be delivered to the application within an hour.'
    severity: 2
    enabled: true
    scopes: [topic.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'undelivered'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DeadLetteredCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: empty(actionGroupId) ? [] : [{ actionGroupId: actionGroupId }]
  }
}
